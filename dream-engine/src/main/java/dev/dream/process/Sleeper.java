package dev.dream.process;

import dev.dream.runtime.EngineThread;
import dev.dream.runtime.EngineTime;
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
 * <p>A process that sleeps is ASKING, and whoever sees that may take it that it does nothing until
 * it is woken. So the waker turns it back to ALIVE, or, if it is not ASKING yet, to WOKEN, which
 * keeps it from becoming so; and one whose time has passed goes on without having become so. A wake
 * may come late, when the sleeper has gone on and waits for something else: then it looks at the
 * condition there once more, for nothing.
 */
final class Sleeper {

  private final Thread thread = Thread.currentThread();
  private final Timers timers;
  private final @Nullable EngineThread engine;
  private final @Nullable LocalProcess process;

  private Sleeper(Timers timers, @Nullable EngineThread engine, @Nullable LocalProcess process) {
    this.timers = timers;
    this.engine = engine;
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
   * @param timers what wakes it when its time has passed
   */
  static Sleeper current(Timers timers) {
    EngineThread thread = EngineThread.current();
    return thread != null && thread.occupant() instanceof LocalProcess self
        ? new Sleeper(timers, thread, self)
        : new Sleeper(timers, null, null);
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
    if (engine != null) {
      engine.beforeBlocking();
    }
    Awake awake = park(done, nanos);
    if (engine != null) {
      engine.waited();
    }
    if (process != null) {
      process.change(LocalProcess.ASKING, LocalProcess.ALIVE);
    }
    return awake;
  }

  /** Wakes the thread, which finds its condition true, or its time passed. Any thread. */
  void wake() {
    if (process != null) {
      process.woken();
    }
    if (engine == null) {
      LockSupport.unpark(thread);
    } else {
      engine.wake();
    }
  }

  /** Refuses to go on for a process that has ended while it slept. */
  void requireAlive() {
    if (process != null) {
      process.requireAlive();
    }
  }

  private Awake park(BooleanSupplier done, long nanos) {
    EngineTime time = timers.time();
    long deadline = time.nanos() + nanos;
    while (true) {
      if (process != null && !process.isAlive()) {
        return Awake.INTERRUPTED; // whose interrupt somebody may have swallowed already
      }
      long left = nanos < 0 ? nanos : deadline - time.nanos();
      if (nanos >= 0 && left <= 0) {
        return done.getAsBoolean() ? Awake.DONE : Awake.TIMED_OUT;
      }
      boolean asks = process == null || process.asks();
      if (done.getAsBoolean()) {
        return Awake.DONE;
      }
      if (!asks) {
        continue; // somebody has woken it, or ended it
      }
      Waiting.park(engine, timers, this, left, this::wake);
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
