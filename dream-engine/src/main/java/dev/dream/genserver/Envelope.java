package dev.dream.genserver;

import dev.dream.process.ExitReason;

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

  record Stopped(ExitReason reason) implements Envelope {
    @Override
    public Object content() {
      return this;
    }
  }
}
