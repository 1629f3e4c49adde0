package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Histogram;

/**
 * The round trips of a ping-pong that goes on until it is stopped. Only those are counted that end
 * after {@link #count()}. The pinging process calls {@link #next()}; what it has written is read
 * after {@link #stop()}.
 */
final class Trips {

  private final Histogram histogram = new Histogram();
  private final Finish finish = new Finish(1);
  private volatile boolean counting;
  private volatile boolean stopped;
  private long sent;

  /** Notes that an answer has come, the first one's excepted; returns whether to ask again. */
  boolean next() {
    long now = System.nanoTime();
    if (counting && sent != 0) {
      histogram.add(now - sent);
    }
    if (stopped) {
      finish.done();
      return false;
    }
    sent = System.nanoTime();
    return true;
  }

  void count() {
    counting = true;
  }

  Histogram stop() throws InterruptedException {
    stopped = true;
    finish.await();
    return histogram;
  }
}
