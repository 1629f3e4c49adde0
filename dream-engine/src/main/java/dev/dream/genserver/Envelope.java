package dev.dream.genserver;

/** What clients put into a server's mailbox. Only this package makes them. */
sealed interface Envelope {

  /** What is shown in reports as the message. */
  Object content();

  record Called(Call<?, ?> request, From from) implements Envelope {
    @Override
    public Object content() {
      return request;
    }
  }

  record Casted(Cast<?> event) implements Envelope {
    @Override
    public Object content() {
      return event;
    }
  }
}
