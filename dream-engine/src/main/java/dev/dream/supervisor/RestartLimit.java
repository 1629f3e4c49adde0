package dev.dream.supervisor;

import dev.dream.process.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts restarts in a sliding period. Pure: the time comes from outside. */
final class RestartLimit {

  private final int maxRestarts;
  private final long periodNanos;
  private final Deque<Long> restarts = new ArrayDeque<>();

  RestartLimit(int maxRestarts, Duration period) {
    this.maxRestarts = maxRestarts;
    this.periodNanos = Deadline.nanos(period);
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
