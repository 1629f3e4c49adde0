package dev.dream.runtime;

import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Looks, now and then, at all workers for tasks that last: also at those that have lost their place
 * because they block, and there may be many of them. So the time between two looks grows with what
 * a look takes. Belongs to the {@link Watch}'s thread, as do the notes that workers carry for it.
 */
final class Census {

  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A look takes at most one part in so many of the time. */
  private static final long PARTS = 100;

  private final Set<Worker> workers;
  private final Observer observer;
  private long next = System.nanoTime();
  private boolean settled;

  Census(Set<Worker> workers, Observer observer) {
    this.workers = workers;
    this.observer = observer;
  }

  /** Looks, if it is time to. */
  void lookIfDue() {
    long now = System.nanoTime();
    if (now - next >= 0) {
      observer.active();
      settled = look(now);
      long end = System.nanoTime();
      next = end + Math.max(SHORTEST_NANOS, (end - now) * PARTS);
    }
  }

  /** Returns whether there is nothing to find out until somebody begins a task. */
  boolean isSettled() {
    return settled;
  }

  /** Takes note that somebody may have begun a task. */
  void unsettle() {
    settled = false;
  }

  /** Returns for how long there is nothing to look at. */
  long nanosUntilNext() {
    return Math.max(1, next - System.nanoTime());
  }

  private boolean look(long now) {
    boolean allTold = true;
    for (Worker worker : workers) {
      allTold &= worker.tellIfLasting(now, SHORTEST_NANOS, observer);
    }
    return allTold;
  }
}
