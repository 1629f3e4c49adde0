package dev.dream.process;

import dev.dream.runtime.Hands;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A callback process with one message, for an actor to run one batch of it. */
final class Batch implements Callbacks {

  final CallbackProcess process;
  final Hands hands = new Hands();

  private final AtomicInteger handled = new AtomicInteger();
  private final Consumer<Object> handler;

  Batch(Consumer<Object> handler) {
    Node node = new Node(NodeOptions.of("batch", 1));
    node.close(); // so that nobody but the actor runs it
    this.handler = handler;
    this.process = node.callbackProcess(this, SpawnOptions.NONE);
    process.push("first");
  }

  /** Does what a worker does with a task. */
  void run() {
    process.run(hands.worker());
  }

  /** Returns how many messages were taken so far. */
  int handled() {
    return handled.get();
  }

  @Override
  public void begin() {}

  @Override
  public void handle(Object message) {
    handled.incrementAndGet();
    handler.accept(message);
  }
}
