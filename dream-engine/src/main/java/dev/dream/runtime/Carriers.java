package dev.dream.runtime;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether virtual threads, the application's or the engine's, wait for one of the JVM's
 * carriers.
 *
 * <p>{@code scheduler} is written by the {@link Watch}'s thread, once, and read by workers. The
 * rest is that thread's alone.
 */
final class Carriers {

  private static final long BLIND_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private volatile @Nullable VirtualThreadSchedulerMXBean scheduler;
  private long since = System.nanoTime();

  /** Finds out whether this JVM can tell, which takes it many milliseconds the first time. */
  void prepare() {
    scheduler = find();
  }

  /** Returns whether any are known to wait. Any thread. */
  boolean areAwaited() {
    VirtualThreadSchedulerMXBean known = scheduler;
    return known != null && known.getQueuedVirtualThreadCount() > 0;
  }

  /** Returns whether any wait; as long as nobody can tell, some are taken to do so at times. */
  boolean mayBeAwaited() {
    return scheduler == null ? isTime() : areAwaited();
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
