package dev.dream.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

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

  /** Parks for so long; negative: until unparked, without a timer behind it. */
  static void park(Object blocker, long nanos) {
    if (nanos < 0) {
      LockSupport.park(blocker);
    } else {
      LockSupport.parkNanos(blocker, nanos);
    }
  }
}
