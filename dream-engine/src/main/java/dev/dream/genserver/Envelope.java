package dev.dream.genserver;

import dev.dream.process.MessageKind;
import dev.dream.process.Parcel;

/** What clients put into a server's mailbox. Only this package makes them. */
sealed interface Envelope extends Parcel {

  record Called(Call<?, ?> request, From from) implements Envelope {
    @Override
    public MessageKind kind() {
      return MessageKind.CALL;
    }

    @Override
    public Object content() {
      return request;
    }
  }

  record Casted(Cast<?> event) implements Envelope {
    @Override
    public MessageKind kind() {
      return MessageKind.CAST;
    }

    @Override
    public Object content() {
      return event;
    }

    @Override
    public boolean canBeSentAgain() {
      return true;
    }
  }
}
