package dev.dream.process;

import java.time.Duration;

/** Durations as waits: {@link Processes#INFINITY}, and all that does not fit a long, is forever. */
final class Waiting {

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

  private Waiting() {}

  /** Returns the nanoseconds to wait, negative for ever. */
  static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a timeout must not be negative, but was " + timeout);
    }
    return timeout.compareTo(LONGEST) > 0 ? -1 : timeout.toNanos();
  }

  /** Returns the nanoseconds of a delay, at most about 73 years. */
  static long cappedNanos(Duration delay) {
    return delay.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : delay.toNanos();
  }
}
