package dev.dream.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The time of {@link System#nanoTime}, which costs as much as a whole message, for next to nothing
 * to those who can do with about a millisecond: while the {@link Watch} looks, it keeps this clock
 * too, and the clock is late by as long as it has not looked. While the watch rests, everybody asks
 * the system. {@code now}, zero while it rests, and {@code millis} are written by the watch's
 * thread and read by any.
 */
public final class Clock {

  private static final VarHandle NOW;
  private static final VarHandle MILLIS;

  static {
    try {
      NOW = MethodHandles.lookup().findVarHandle(Clock.class, "now", long.class);
      MILLIS = MethodHandles.lookup().findVarHandle(Clock.class, "millis", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long now;
  private long millis;

  Clock() {}

  /** Returns the time, which may be up to about a millisecond ago. Any thread. */
  public long nanos() {
    long known = (long) NOW.getOpaque(this);
    return known == 0 ? System.nanoTime() : known;
  }

  /** Returns the time of day, {@link System#currentTimeMillis}, in the same way. Any thread. */
  public long millis() {
    boolean kept = (long) NOW.getAcquire(this) != 0;
    return kept ? (long) MILLIS.getOpaque(this) : System.currentTimeMillis();
  }

  /** Sets it right. */
  void tick() {
    MILLIS.setOpaque(this, System.currentTimeMillis());
    NOW.setRelease(this, System.nanoTime());
  }

  /** Nobody sets it right from now on. */
  void stop() {
    NOW.setOpaque(this, 0L);
  }
}
