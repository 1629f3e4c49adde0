package dev.dream.runtime;

import java.util.concurrent.locks.LockSupport;

/**
 * The time that one engine's timers, time-outs and limits go by: the system's. There is one other,
 * {@link HeldTime}, in tests only, so that the JVM inlines this one.
 */
public class EngineTime {

  /** Creates the system's time. */
  public EngineTime() {}

  /** Returns the time in nanoseconds, as {@link System#nanoTime}. Any thread. */
  public long nanos() {
    return System.nanoTime();
  }

  /** Returns whether it passes by itself. */
  public boolean passes() {
    return true;
  }

  /** Parks the calling thread for so long at most. */
  void park(Object blocker, long nanos) {
    LockSupport.parkNanos(blocker, nanos);
  }
}
