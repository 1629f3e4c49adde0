package dev.dream.runtime;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one engine, on one platform thread that exists only while timers do.
 *
 * <p>Actions run on that thread and must not block.
 */
public final class Timers implements AutoCloseable {

  private static final long THREAD_KEEP_ALIVE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor executor;

  /** Creates timers whose thread bears the given name. */
  public Timers(String threadName) {
    ThreadFactory threads =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name(threadName)
            .factory();
    executor = new ScheduledThreadPoolExecutor(1, threads);
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setKeepAliveTime(THREAD_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  /** Starts a timer; returns null once closed. */
  public @Nullable ScheduledFuture<?> start(Runnable action, long delayNanos) {
    try {
      return executor.schedule(action, delayNanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      return null;
    }
  }

  /** Returns how many timers run. */
  public int running() {
    return executor.getQueue().size();
  }

  /** Drops all timers and ends the thread. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
