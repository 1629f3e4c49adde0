package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Finish;
import java.util.concurrent.LinkedTransferQueue;

/** Virtual threads, each parked at its queue. */
final class ThreadCrowd implements Crowd {

  private final Thread[] threads;
  private final Finish begun;

  ThreadCrowd(int size) {
    this.threads = new Thread[size];
    this.begun = new Finish(size);
  }

  @Override
  public void start() throws InterruptedException {
    for (int i = 0; i < threads.length; i++) {
      var queue = new LinkedTransferQueue<Object>();
      threads[i] = Thread.startVirtualThread(() -> takeAll(queue));
      queue.add("begin");
    }
    begun.await();
  }

  private void takeAll(LinkedTransferQueue<Object> queue) {
    try {
      while (true) {
        queue.take();
        begun.done();
      }
    } catch (InterruptedException ended) {
      // the way out
    }
  }

  @Override
  public void end() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
