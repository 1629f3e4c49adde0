package dev.dream.benchmarks;

import java.util.concurrent.BlockingQueue;

/** Short cuts for workloads on plain virtual threads. */
public final class Threads {

  private Threads() {}

  /** Takes the next element, waiting for it. */
  public static <T> T take(BlockingQueue<T> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
