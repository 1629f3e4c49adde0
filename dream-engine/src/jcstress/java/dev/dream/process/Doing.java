package dev.dream.process;

import java.util.function.Consumer;

/** A callback process that does one thing with each message. */
record Doing(Consumer<Object> handler) implements Callbacks {

  @Override
  public void begin() {}

  @Override
  public void handle(Object message) {
    handler.accept(message);
  }
}
