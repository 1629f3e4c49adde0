package dev.dream.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a run waits until all of its parts have done what they were to do. Any thread. */
public final class Finish {

  private static final long MOST_SECONDS = 120;

  private final CountDownLatch latch;

  /** Waits for so many parts. */
  public Finish(int parts) {
    this.latch = new CountDownLatch(parts);
  }

  /** Says that a part is done. */
  public void done() {
    latch.countDown();
  }

  /** Waits for all parts. */
  public void await() throws InterruptedException {
    if (!latch.await(MOST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "after %d s %d parts of a run are not done".formatted(MOST_SECONDS, latch.getCount()));
    }
  }
}
