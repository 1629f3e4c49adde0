package dev.dream.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param rounds how long to measure
 * @param engine the only engine to measure; empty: all
 * @param results the file to write
 * @param erlang where the scripts for the BEAM are
 * @param workloads what to measure
 */
record Arguments(
    Rounds rounds, String engine, Path results, Path erlang, List<Workload> workloads) {

  /**
   * Reads them.
   *
   * @param arguments as {@link Benchmarks#main} gets them
   * @param all the workloads that there are, which are also chosen if none is named
   * @throws IllegalArgumentException with one line for whoever typed them
   */
  static Arguments parse(List<String> arguments, List<Workload> all) {
    Deque<String> left = new ArrayDeque<>(arguments);
    Rounds rounds = Rounds.FULL;
    String engine = "";
    Path results = Path.of("results.json");
    Path erlang = Path.of("src/main/erlang");
    List<Workload> chosen = new ArrayList<>();
    while (!left.isEmpty()) {
      String argument = left.pop();
      switch (argument) {
        case "--quick" -> rounds = Rounds.QUICK;
        case "--engine" -> engine = value(argument, left);
        case "--results" -> results = Path.of(value(argument, left));
        case "--erlang" -> erlang = Path.of(value(argument, left));
        case String option when option.startsWith("-") -> throw unknown(option);
        case String name -> chosen.add(named(name, all));
      }
    }
    return new Arguments(rounds, engine, results, erlang, chosen.isEmpty() ? all : chosen);
  }

  /** Returns whether a contender on this engine is to be measured. */
  boolean wants(String contender) {
    return engine.isEmpty() || engine.equals(contender);
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty() || left.peek().startsWith("-")) {
      throw new IllegalArgumentException("option %s needs a value after it".formatted(option));
    }
    return left.pop();
  }

  private static IllegalArgumentException unknown(String option) {
    return new IllegalArgumentException(
        "there is no option \"%s\"; there are --quick, --engine, --results and --erlang"
            .formatted(option));
  }

  private static Workload named(String name, List<Workload> all) {
    return all.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no workload \"%s\"; there are %s"
                        .formatted(
                            name, String.join(", ", all.stream().map(Workload::name).toList()))));
  }
}
