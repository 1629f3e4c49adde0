package dev.dream.genserver;

import dev.dream.process.EngineMessage;
import dev.dream.process.Node;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends a server that has had nothing to do for so long. It notes the time of each message and has
 * one timer at a time, which is for the earliest moment at which the time may be up. All belongs to
 * the server's process.
 */
final class Idleness {

  private static final int FEW = 8;

  private final Duration timeout;
  private final List<From> owed = new ArrayList<>(0);
  private int limit = FEW;
  private long since;

  Idleness(Duration timeout) {
    this.timeout = timeout;
  }

  /** Says that it is time to look. */
  static final class Look implements EngineMessage {}

  void begin() {
    since = System.nanoTime();
    lookIn(timeout);
  }

  /** Takes note of a message that has been handled. */
  void took(Object message) {
    if (message instanceof Envelope.Called(Call<?, ?> _, From from) && from.isWaiting()) {
      owe(from);
    }
    since = System.nanoTime();
  }

  private void owe(From from) {
    if (owed.size() >= limit) {
      forgetSettled();
      limit = Math.max(FEW, 2 * owed.size());
    }
    owed.add(from);
  }

  private void forgetSettled() {
    owed.removeIf(from -> !from.isWaiting());
  }

  /**
   * Returns whether the time is up, nobody waits for an answer, and no message has come. Then none
   * can come any more, and the server must end. Otherwise this looks again later.
   */
  boolean isOver() {
    forgetSettled();
    Duration left = timeout.minusNanos(System.nanoTime() - since);
    if (!left.isPositive() && owed.isEmpty() && Node.current().kernel().seal()) {
      return true;
    }
    lookIn(left.isPositive() ? left : timeout);
    return false;
  }

  private static void lookIn(Duration delay) {
    Node.current().kernel().deliverAfter(Processes.self(), new Look(), delay);
  }
}
