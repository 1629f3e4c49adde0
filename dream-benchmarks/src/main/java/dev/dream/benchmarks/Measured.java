package dev.dream.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one run has measured.
 *
 * @param values in each run of a contender the same, in the same order
 */
public record Measured(List<Value> values) {

  /** Keeps them. */
  public Measured {
    values = List.copyOf(values);
  }

  /**
   * One measured value.
   *
   * @param name what it is called; {@code ""} is the workload's own, others such as {@code p99} are
   *     shown under its name
   * @param unit what it counts
   * @param amount how much
   */
  public record Value(String name, Unit unit, double amount) {}

  /** What a value counts; named as in the results file. */
  public enum Unit {
    /** Nanoseconds for each operation. */
    NS_PER_OP("nsPerOp"),
    /** Microseconds. */
    MICROS("micros"),
    /** Bytes. */
    BYTES("bytes"),
    /** Thousandths of one core. */
    MILLICORES("millicores");

    private final String key;

    Unit(String key) {
      this.key = key;
    }

    static Unit of(String key) {
      return Arrays.stream(values())
          .filter(unit -> unit.key.equals(key))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("nothing is measured in " + key));
    }

    /** Returns its name in the results file. */
    public String key() {
      return key;
    }
  }

  /** Returns nanoseconds for each operation, of a run that did so many in so long. */
  public static Measured perOperation(long nanos, long operations) {
    return of("", Unit.NS_PER_OP, (double) nanos / operations);
  }

  /** Returns one value. */
  public static Measured of(String name, Unit unit, double amount) {
    return new Measured(List.of(new Value(name, unit, amount)));
  }

  /** Returns this with another value. */
  public Measured and(String name, Unit unit, double amount) {
    List<Value> more = new ArrayList<>(values);
    more.add(new Value(name, unit, amount));
    return new Measured(more);
  }

  /** Returns this with the median and the 99th percentile of latencies in nanoseconds. */
  public Measured andLatencies(long[] nanos) {
    return and("p50", Unit.MICROS, Percentiles.of(nanos, 0.5) / 1000)
        .and("p99", Unit.MICROS, Percentiles.of(nanos, 0.99) / 1000);
  }
}
