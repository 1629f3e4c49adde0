package dev.dream.runtime;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether virtual threads, the application's or the engine's, wait for one of the JVM's
 * carriers. Belongs to the {@link Watch}'s thread.
 */
final class Carriers {

  private static final long BLIND_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private @Nullable VirtualThreadSchedulerMXBean scheduler;
  private boolean prepared;
  private long since = System.nanoTime();

  /**
   * Finds out whether this JVM can tell. Takes many milliseconds the first time, so not at work.
   */
  void prepare() {
    if (!prepared) {
      prepared = true;
      scheduler = find();
    }
  }

  /** Returns whether any wait; as long as nobody can tell, some are taken to do so at times. */
  boolean areAwaited() {
    return scheduler == null ? isTime() : scheduler.getQueuedVirtualThreadCount() > 0;
  }

  private static @Nullable VirtualThreadSchedulerMXBean find() {
    try {
      return ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    } catch (IllegalArgumentException | LinkageError notThere) {
      return null;
    }
  }

  private boolean isTime() {
    long now = System.nanoTime();
    boolean time = now - since > BLIND_NANOS;
    if (time) {
      since = now;
    }
    return time;
  }
}
