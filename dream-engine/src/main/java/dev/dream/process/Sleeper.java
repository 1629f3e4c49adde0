package dev.dream.process;

import dev.dream.runtime.EngineThread;
import dev.dream.runtime.Timers;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits until others have brought something about; one object for one wait.
 *
 * <p>No wake-up is lost if both sides keep this order. The sleeper first publishes this object by a
 * volatile write, then {@link #sleep} looks at the condition. The waker first makes the condition
 * true by a volatile write, then reads whether a sleeper is published and calls {@link #wake}. Of
 * the two second steps at least one sees the other side's first. A wake that comes between the look
 * and the park leaves its permit, so that the park returns at once.
 *
 * <p>A wake may come late, when the sleeper has gone on and waits for something else: then the park
 * there returns for nothing, and the process, which the waker has turned from ASKING to ALIVE, is
 * turned back before the condition is looked at again.
 */
final class Sleeper {

  private final Thread thread = Thread.currentThread();
  private final @Nullable Timers timers;
  private final @Nullable LocalProcess process;

  private Sleeper(@Nullable Timers timers, @Nullable LocalProcess process) {
    this.timers = timers;
    this.process = process;
  }

  /** How a sleep ended. */
  enum Awake {
    /** What was waited for has come. */
    DONE,
    /** The time has passed. */
    TIMED_OUT,
    /**
     * The thread, which is no process's, was interrupted and still is; or the process has ended.
     */
    INTERRUPTED
  }

  /**
   * Returns the calling thread as one that is going to sleep.
   *
   * @param timers what may wake it
   */
  static Sleeper current(@Nullable Timers timers) {
    EngineThread thread = EngineThread.current();
    return new Sleeper(
        timers, thread != null && thread.occupant() instanceof LocalProcess self ? self : null);
  }

  /**
   * Sleeps until it is done, on this object's own thread.
   *
   * @param nanos how long at most; negative: without limit
   */
  Awake sleep(BooleanSupplier done, long nanos) {
    if (done.getAsBoolean()) {
      return Awake.DONE;
    }
    EngineThread engine = process == null ? null : EngineThread.current();
    if (engine != null) {
      engine.beforeBlocking();
    }
    Awake awake = park(done, nanos);
    if (process != null) {
      process.change(LocalProcess.ASKING, LocalProcess.ALIVE);
    }
    return awake;
  }

  /** Wakes the thread, which finds its condition true. Any thread. */
  void wake() {
    if (process != null) {
      process.change(LocalProcess.ASKING, LocalProcess.ALIVE);
    }
    LockSupport.unpark(thread);
  }

  /** Refuses to go on for a process that has ended while it slept. */
  void requireAlive() {
    if (process != null) {
      process.requireAlive();
    }
  }

  private Awake park(BooleanSupplier done, long nanos) {
    long deadline = System.nanoTime() + nanos;
    while (true) {
      if (process != null
          && !process.change(LocalProcess.ALIVE, LocalProcess.ASKING)
          && !process.isAlive()) {
        return Awake.INTERRUPTED; // whose interrupt somebody may have swallowed already
      }
      if (done.getAsBoolean()) {
        return Awake.DONE;
      }
      long left = nanos < 0 ? nanos : deadline - System.nanoTime();
      if (nanos >= 0 && left <= 0) {
        return Awake.TIMED_OUT;
      }
      Waiting.park(timers, this, left);
      if (Thread.interrupted() && interrupted()) {
        return Awake.INTERRUPTED;
      }
    }
  }

  /** Returns whether to stop waiting: a process does so only when it was ended. */
  private boolean interrupted() {
    if (process == null) {
      thread.interrupt();
      return true;
    }
    return !process.isAlive();
  }
}
