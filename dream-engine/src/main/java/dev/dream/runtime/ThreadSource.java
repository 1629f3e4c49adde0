package dev.dream.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the engine's virtual threads and knows those that have not ended, so that closing an engine
 * can wait for them.
 *
 * <p>Threads are made by whoever sends the first message, so nothing is inherited from the maker:
 * no inheritable thread-locals, and the context class loader is the one of the engine's creator.
 */
public final class ThreadSource {

  private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
  private final Set<Thread> live = ConcurrentHashMap.newKeySet();
  private final @Nullable Turns turns;

  /** Creates a source of threads that run all at once. */
  public ThreadSource() {
    this(null);
  }

  /** Creates a source of threads that run one at a time; null: all at once. */
  public ThreadSource(@Nullable Turns turns) {
    this.turns = turns;
  }

  @Nullable Turns turns() {
    return turns;
  }

  /** Makes a thread that counts as live from its start to its end. */
  Thread unstarted(String name, Runnable body) {
    return Thread.ofVirtual()
        .name(name)
        .inheritInheritableThreadLocals(false)
        .unstarted(() -> track(body));
  }

  /** Runs something on a thread of its own. */
  public void start(String name, Runnable body) {
    unstarted(name, body).start();
  }

  /** Returns how many threads have begun and not ended. */
  public int live() {
    return live.size();
  }

  /**
   * Waits until every thread but the caller's has ended.
   *
   * @return whether they have
   */
  public boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    for (Thread thread : live) {
      if (thread != Thread.currentThread()) {
        long left = deadline - System.nanoTime();
        thread.join(java.time.Duration.ofNanos(Math.max(left, 1)));
      }
    }
    return live.stream().allMatch(thread -> thread == Thread.currentThread());
  }

  private void track(Runnable body) {
    Thread self = Thread.currentThread();
    self.setContextClassLoader(classLoader);
    live.add(self);
    try {
      body.run();
    } finally {
      live.remove(self);
    }
  }
}
