package dev.dream.process;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what runs on threads of a node that are no process's. {@code ended} is counted after
 * {@code begun}, and read before it.
 */
final class Asides {

  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();

  /** Returns an action that counts from now until it has run. */
  Runnable counted(Runnable action) {
    begun.incrementAndGet();
    return () -> {
      try {
        action.run();
      } finally {
        ended.incrementAndGet();
      }
    };
  }

  long begun() {
    return begun.get();
  }

  /** Returns how many run now, or will soon. */
  long running() {
    long done = ended.get();
    return begun.get() - done;
  }
}
