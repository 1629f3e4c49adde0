package dev.dream.supervisor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts restarts in a sliding period. Pure: the time comes from outside. */
final class RestartLimit {

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final int maxRestarts;
  private final long periodNanos;
  private final Deque<Long> restarts = new ArrayDeque<>();

  RestartLimit(int maxRestarts, Duration period) {
    this.maxRestarts = maxRestarts;
    this.periodNanos = period.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : period.toNanos();
  }

  /** Counts one more restart; returns whether it is still within the limit. */
  boolean allows(long nowNanos) {
    restarts.addLast(nowNanos);
    while (nowNanos - restarts.getFirst() > periodNanos) {
      restarts.removeFirst();
    }
    return restarts.size() <= maxRestarts;
  }

  /** Returns how many restarts the period holds. */
  int count() {
    return restarts.size();
  }
}
