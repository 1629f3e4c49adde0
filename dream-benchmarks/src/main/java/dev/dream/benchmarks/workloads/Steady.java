package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Percentiles;

/** Measures what an operation costs among so much that is there already. */
final class Steady {

  private static final long WARM_UP_NANOS = 200_000_000;
  private static final long MOST_NANOS = 10 * WARM_UP_NANOS;
  private static final double GAIN = 0.9;
  private static final int RUNS = 5;

  private Steady() {}

  /** Does a number of operations and returns how long they took. */
  @FunctionalInterface
  interface Work {

    /** Does them. */
    long nanos() throws Exception;
  }

  /**
   * Does it until it has not become clearly faster for a while, then a few times more; returns the
   * median for one operation.
   */
  static double nanosEach(int operations, Work work) throws Exception {
    long begun = System.nanoTime();
    long since = begun;
    long best = Long.MAX_VALUE;
    do {
      long nanos = work.nanos();
      if (nanos < GAIN * best) {
        best = nanos;
        since = System.nanoTime();
      }
    } while (System.nanoTime() - since < WARM_UP_NANOS && System.nanoTime() - begun < MOST_NANOS);
    double[] runs = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      runs[i] = (double) work.nanos() / operations;
    }
    return Percentiles.median(runs);
  }
}
