package dev.dream.benchmarks;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Counts latencies in buckets, none wider than a hundredth of what it holds, so that millions of
 * samples need neither room nor a pause. One thread at a time.
 */
public final class Histogram {

  private static final int BITS = 8;
  private static final int PER_POWER = 1 << BITS;
  private static final int HALVINGS = 50;

  private final long[] counts = new long[(Long.SIZE - BITS) * PER_POWER];

  /** Creates it, empty. */
  public Histogram() {}

  /** Counts a latency of so many nanoseconds. */
  public void add(long nanos) {
    counts[bucket(Math.max(0, nanos))]++;
  }

  /** Returns how many were counted. */
  public long count() {
    return IntStream.range(0, counts.length).mapToLong(i -> counts[i]).sum();
  }

  /** Returns what so large a share does not exceed, in nanoseconds. */
  public double percentile(double share) {
    long left = (long) Math.ceil(share * count());
    for (int i = 0; i < counts.length; i++) {
      left -= counts[i];
      if (left <= 0 && counts[i] > 0) {
        return middle(i);
      }
    }
    throw new IllegalArgumentException("a percentile of no samples was asked for");
  }

  /**
   * Returns what so large a share of those do not exceed who come at any time, if the samples
   * followed each other without a pause: who comes in the middle of one waits for its end. So one
   * long stop counts by its length, and not as one sample of many.
   */
  public double percentileAtAnyTime(double share) {
    double all = sum(nanos -> nanos);
    double low = 0;
    double high = percentile(1);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (sum(nanos -> Math.max(0, nanos - middle)) > (1 - share) * all) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Returns the median, the 99th percentile, and the latter for who comes at any time. */
  public Measured measured() {
    return new Measured(List.of())
        .and("p50", Measured.Unit.MICROS, percentile(0.5) / 1000)
        .and("p99", Measured.Unit.MICROS, percentile(0.99) / 1000)
        .and("p99-at-any-time", Measured.Unit.MICROS, percentileAtAnyTime(0.99) / 1000);
  }

  private double sum(LongToDoubleFunction weight) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        sum += counts[i] * weight.applyAsDouble(middle(i));
      }
    }
    return sum;
  }

  private static int bucket(long nanos) {
    int power = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - BITS);
    return (power << BITS) + (int) (nanos >>> power);
  }

  private static long middle(int bucket) {
    int power = bucket >> BITS;
    long lowest = (long) (bucket & (PER_POWER - 1)) << power;
    return lowest + ((1L << power) >> 1);
  }
}
