package dev.dream.supervisor;

import dev.dream.process.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts restarts in a sliding period. Pure: the time comes from outside. Written by the
 * supervisor's process, and looked at by any thread; {@code restarts} is guarded by its monitor.
 */
final class RestartLimit {

  private final int maxRestarts;
  private final Duration period;
  private final long periodNanos;
  private final Deque<Long> restarts = new ArrayDeque<>();

  RestartLimit(int maxRestarts, Duration period) {
    this.maxRestarts = maxRestarts;
    this.period = period;
    this.periodNanos = Deadline.nanos(period);
  }

  /** Refuses impossible limits. */
  static void check(int maxRestarts, Duration period) {
    if (maxRestarts < 0) {
      throw new IllegalArgumentException(
          "maxRestarts must not be negative, but was " + maxRestarts);
    }
    if (!period.isPositive()) {
      throw new IllegalArgumentException("the restart period must be positive, but was " + period);
    }
  }

  int maxRestarts() {
    return maxRestarts;
  }

  Duration period() {
    return period;
  }

  /** Counts one more restart; returns whether it is still within the limit. */
  synchronized boolean allows(long nowNanos) {
    restarts.addLast(nowNanos);
    while (nowNanos - restarts.getFirst() > periodNanos) {
      restarts.removeFirst();
    }
    return restarts.size() <= maxRestarts;
  }

  /** Returns how many restarts there were in the period that ended with the last of them. */
  synchronized int count() {
    return restarts.size();
  }

  /** Returns how many restarts there were in the period that ends now. */
  synchronized int count(long nowNanos) {
    return (int) restarts.stream().filter(at -> nowNanos - at <= periodNanos).count();
  }
}
