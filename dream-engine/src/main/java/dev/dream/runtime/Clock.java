package dev.dream.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The time of {@link System#nanoTime}, which costs as much as a whole message, for next to nothing
 * to those who can do with about a millisecond: while the {@link Watch} looks, it keeps this clock
 * too, and the clock is late by as long as it has not looked. While the watch rests, everybody asks
 * the system. {@code now} is written by the watch's thread, zero while it rests, and read by any.
 */
public final class Clock {

  private static final VarHandle NOW;

  static {
    try {
      NOW = MethodHandles.lookup().findVarHandle(Clock.class, "now", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long now;

  Clock() {}

  /** Returns the time, which may be up to about a millisecond ago. Any thread. */
  public long nanos() {
    long known = (long) NOW.getOpaque(this);
    return known == 0 ? System.nanoTime() : known;
  }

  /** Sets it right. */
  void tick() {
    NOW.setOpaque(this, System.nanoTime());
  }

  /** Nobody sets it right from now on. */
  void stop() {
    NOW.setOpaque(this, 0L);
  }
}
