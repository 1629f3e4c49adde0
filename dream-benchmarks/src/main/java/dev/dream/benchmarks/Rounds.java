package dev.dream.benchmarks;

import dev.dream.benchmarks.Workload.Extent;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the contenders of a workload side by side: each is warmed up until one run takes long
 * enough, then all run in turn, round after round. So what the machine does meanwhile hits all of
 * them, and what the compiler learnt from one is known to the others.
 *
 * <p>A workload whose extent is a number of processes is not warmed up: it does that itself.
 *
 * @param warmUpNanos how long each is warmed up after it last became clearly faster
 * @param runNanos how long one run takes, about
 * @param count how many rounds
 * @param processes how many processes live where that is what sizes a workload
 * @param fewer how many rounds such a workload has
 */
record Rounds(long warmUpNanos, long runNanos, int count, int processes, int fewer) {

  private static final long MS = 1_000_000;

  static final Rounds FULL = new Rounds(600 * MS, 120 * MS, 7, 1_000_000, 1);
  static final Rounds QUICK = new Rounds(200 * MS, 60 * MS, 5, 100_000, 1);

  private static final int MOST_OPERATIONS = 1 << 30;
  private static final int MOST_WARM_UPS = 6;
  private static final double GAIN = 0.9;

  private record Warm(Contender contender, int operations, List<Measured> runs) {

    void run() throws Exception {
      runs.add(contender.work().run(operations));
    }
  }

  /** Returns all that was measured, in the order of the contenders. */
  List<Result> measure(Workload workload, List<Contender> contenders) throws Exception {
    boolean counted = workload.extent() == Extent.OPERATIONS;
    List<Warm> all = new ArrayList<>();
    for (Contender contender : contenders) {
      int operations = counted ? warmUp(contender) : processes;
      all.add(new Warm(contender, operations, new ArrayList<>()));
    }
    for (int round = 0; round < (counted ? count : fewer); round++) {
      for (Warm warm : all) {
        warm.run();
      }
    }
    return all.stream()
        .flatMap(
            warm -> Result.of(workload.name(), warm.contender().engine(), warm.runs()).stream())
        .toList();
  }

  /**
   * Returns how many operations one run is to do, from the fastest of many runs: what else the
   * machine does makes single ones slow. A way through much code, as that of a restart, goes on
   * getting faster for seconds, while the compiler is at it: so it is warm when it has not become
   * clearly faster for a while.
   */
  private int warmUp(Contender contender) throws Exception {
    long begun = System.nanoTime();
    long since = begun;
    double best = Double.MAX_VALUE;
    double lastGain = Double.MAX_VALUE;
    int operations = 1;
    while (true) {
      long before = System.nanoTime();
      contender.work().run(operations);
      long now = System.nanoTime();
      best = Math.min(best, (double) (now - before) / operations);
      if (best < GAIN * lastGain) {
        lastGain = best;
        since = now;
      }
      int fitting = (int) Math.clamp(runNanos / best, 1, MOST_OPERATIONS);
      boolean warm = now - since >= warmUpNanos || now - begun >= MOST_WARM_UPS * warmUpNanos;
      if (warm && operations >= fitting / 2) {
        return fitting;
      }
      operations = (int) Math.min(fitting, 2L * operations);
    }
  }
}
