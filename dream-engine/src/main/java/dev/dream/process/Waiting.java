package dev.dream.process;

import dev.dream.runtime.EngineThread;
import dev.dream.runtime.TimerEntry;
import dev.dream.runtime.Timers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

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

  /**
   * Parks for so long; negative: until unparked, without a timer behind it.
   *
   * @param self the calling thread, if it is a process's
   * @param timers the engine's; to a virtual thread they cost less than the JDK's, which makes a
   *     short wait with a long limit twice as long
   * @param wake unparks the calling thread, which the timers do when the time has passed
   */
  static void park(
      @Nullable EngineThread self, Timers timers, Object blocker, long nanos, Runnable wake) {
    if (self != null && self.takesTurns()) {
      TimerEntry alarm = nanos < 0 ? null : timers.start(wake, nanos);
      self.park();
      if (alarm != null) {
        alarm.cancel();
      }
      return;
    }
    if (nanos < 0) {
      LockSupport.park(blocker);
      return;
    }
    if (!Thread.currentThread().isVirtual() && timers.time().passes()) {
      LockSupport.parkNanos(blocker, nanos);
      return;
    }
    TimerEntry alarm = timers.start(wake, nanos);
    if (alarm.isRunning()) {
      LockSupport.park(blocker);
      alarm.cancel();
    } else { // it has fired, and this does not wait; or the engine is closed
      LockSupport.parkNanos(blocker, nanos);
    }
  }
}
