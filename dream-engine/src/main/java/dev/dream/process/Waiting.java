package dev.dream.process;

import java.time.Duration;

/** Durations as waits: {@link Processes#INFINITY}, and all that does not fit a long, is forever. */
final class Waiting {

  private Waiting() {}

  /** Returns the nanoseconds to wait, negative for ever. */
  static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a timeout must not be negative, but was " + timeout);
    }
    return Deadline.isForever(timeout) ? -1 : timeout.toNanos();
  }
}
