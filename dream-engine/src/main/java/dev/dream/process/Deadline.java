package dev.dream.process;

import dev.dream.runtime.EngineTime;
import java.time.Duration;

/**
 * A point in time until which something may take; that of {@link Processes#INFINITY}, and of all
 * that a clock of nanoseconds cannot count, never comes.
 */
public final class Deadline {

  private static final EngineTime SYSTEM = new EngineTime();
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

  private final EngineTime time;
  private final long at;
  private final boolean never;

  private Deadline(EngineTime time, long at, boolean never) {
    this.time = time;
    this.at = at;
    this.never = never;
  }

  /**
   * Returns the point in time when this duration, counted from now, has passed by the system's
   * clock. An engine's own is {@link Kernel#deadline}.
   */
  public static Deadline in(Duration duration) {
    return in(SYSTEM, duration);
  }

  /** The same, by an engine's time. */
  static Deadline in(EngineTime time, Duration duration) {
    return new Deadline(time, time.nanos() + nanos(duration), isForever(duration));
  }

  /** Returns whether a duration is too long to be counted. */
  public static boolean isForever(Duration duration) {
    return duration.compareTo(LONGEST) > 0;
  }

  /** Returns a duration in nanoseconds, at most about 73 years. */
  public static long nanos(Duration duration) {
    return isForever(duration) ? LONGEST.toNanos() : duration.toNanos();
  }

  /** Returns how much time is left, at least zero. */
  public Duration left() {
    return never ? Processes.INFINITY : Duration.ofNanos(Math.max(0, at - time.nanos()));
  }
}
