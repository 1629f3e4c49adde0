package dev.dream.runtime;

import java.util.concurrent.locks.LockSupport;

/**
 * A time that stands still unless it is moved, until it is let go: from then on it passes as the
 * system's does.
 *
 * <p>{@code held} and {@code offset} are written by one thread at a time, who moves it or lets it
 * go, and read by any. Who moves it tells the {@link Timers} afterwards, which look at the time
 * after they have said how long they will sleep: so of the two one sees the other.
 */
public final class HeldTime extends EngineTime {

  private volatile long held = System.nanoTime();
  private volatile long offset;
  private volatile boolean passes;

  /** Creates a time that stands still now. */
  public HeldTime() {}

  @Override
  public long nanos() {
    return passes ? System.nanoTime() + offset : held;
  }

  /** Moves it forward; of no effect once it has been let go. */
  public void moveTo(long nanos) {
    held = Math.max(held, nanos);
  }

  /** Lets it pass from now on. */
  public void letGo() {
    if (!passes) {
      offset = held - System.nanoTime();
      passes = true;
    }
  }

  @Override
  public boolean passes() {
    return passes;
  }

  @Override
  void park(Object blocker, long nanos) {
    if (passes) {
      LockSupport.parkNanos(blocker, nanos);
    } else if (nanos > 0) {
      LockSupport.park(blocker);
    }
  }
}
