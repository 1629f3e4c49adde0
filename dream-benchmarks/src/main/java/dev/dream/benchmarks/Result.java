package dev.dream.benchmarks;

import dev.dream.benchmarks.Measured.Unit;
import dev.dream.benchmarks.Measured.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What all runs of one contender came to.
 *
 * @param workload the workload, and which of its values if it is not its own
 * @param engine on what
 * @param unit what is counted
 * @param runs each run's value
 */
record Result(String workload, String engine, Unit unit, List<Double> runs) {

  static List<Result> of(String workload, String engine, List<Measured> runs) {
    List<Result> results = new ArrayList<>();
    List<Value> first = runs.getFirst().values();
    for (int i = 0; i < first.size(); i++) {
      int index = i;
      results.add(
          new Result(
              (workload + ' ' + first.get(i).name()).strip(),
              engine,
              first.get(i).unit(),
              runs.stream().map(run -> run.values().get(index).amount()).toList()));
    }
    return results;
  }

  double median() {
    return Percentiles.median(runs.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
