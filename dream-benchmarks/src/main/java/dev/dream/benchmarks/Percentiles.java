package dev.dream.benchmarks;

import java.util.Arrays;

/** Percentiles of samples. */
public final class Percentiles {

  private Percentiles() {}

  /** Returns the smallest sample that so large a share of all does not exceed. */
  public static double of(long[] samples, double share) {
    long[] sorted = samples.clone();
    Arrays.sort(sorted);
    return sorted[rank(sorted.length, share)];
  }

  /** Returns the median. */
  public static double median(double[] samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static int rank(int count, double share) {
    if (count == 0) {
      throw new IllegalArgumentException("a percentile of no samples was asked for");
    }
    return Math.max(0, (int) Math.ceil(share * count) - 1);
  }
}
