package dev.dream.application;

import java.time.Duration;

/** A time that is running out, however long it is. */
record Deadline(long beginNanos, Duration timeout) {

  static Deadline in(Duration timeout) {
    return new Deadline(System.nanoTime(), timeout);
  }

  /** Returns what is left of it, not less than nothing. */
  Duration left() {
    Duration left = timeout.minusNanos(System.nanoTime() - beginNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
