package dev.dream.benchmarks;

import dev.dream.benchmarks.workloads.CallFromOutside;
import dev.dream.benchmarks.workloads.CallFromProcess;
import dev.dream.benchmarks.workloads.LinkExit;
import dev.dream.benchmarks.workloads.MonitorDemonitor;
import dev.dream.benchmarks.workloads.PingPong;
import dev.dream.benchmarks.workloads.RegistryLookup;
import dev.dream.benchmarks.workloads.SelectiveReceive;
import dev.dream.benchmarks.workloads.SupervisedRestart;
import dev.dream.benchmarks.workloads.TimerStartCancel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Runs workloads on all engines, side by side, prints what it measured and writes it to a file. */
public final class Benchmarks {

  private static final List<Workload> ALL =
      List.of(
          new PingPong(),
          CallFromOutside.fromVirtualThread(),
          new CallFromProcess(),
          CallFromOutside.fromPlatformThread(),
          CallFromOutside.concurrent(8),
          CallFromOutside.concurrent(100),
          new SelectiveReceive(1),
          new SelectiveReceive(10_000),
          new MonitorDemonitor(),
          new LinkExit(),
          new TimerStartCancel(),
          new RegistryLookup(),
          SupervisedRestart.one(),
          SupervisedRestart.all(1000));

  private Benchmarks() {}

  /**
   * Runs them.
   *
   * @param arguments {@code --quick}, {@code --engine <name>} for one engine only, {@code --results
   *     <file>}, {@code --erlang <directory>}, and names of workloads; without one, all
   */
  public static void main(String[] arguments) throws Exception {
    Deque<String> left = new ArrayDeque<>(List.of(arguments));
    Rounds rounds = Rounds.FULL;
    Path file = Path.of("results.json");
    Path erlang = Path.of("src/main/erlang");
    Predicate<String> wanted = _ -> true;
    List<Workload> chosen = new ArrayList<>();
    while (!left.isEmpty()) {
      switch (left.pop()) {
        case "--quick" -> rounds = Rounds.QUICK;
        case "--engine" -> wanted = left.pop()::equals;
        case "--results" -> file = Path.of(left.pop());
        case "--erlang" -> erlang = Path.of(left.pop());
        case String name -> chosen.add(named(name));
      }
    }
    run(chosen.isEmpty() ? ALL : chosen, rounds, wanted, erlang, file);
    System.exit(0); // whatever a contender left behind
  }

  private static void run(
      List<Workload> workloads, Rounds rounds, Predicate<String> wanted, Path erlang, Path file)
      throws Exception {
    List<Result> results = new ArrayList<>();
    try (Engines engines = new Engines(erlang)) {
      Report.printHead();
      for (Workload workload : workloads) {
        List<Contender> contenders =
            workload.contenders(engines).stream()
                .filter(contender -> wanted.test(contender.engine()))
                .toList();
        if (contenders.isEmpty()) {
          continue;
        }
        List<Result> measured = rounds.measure(workload.name(), contenders);
        Report.print(measured);
        results.addAll(measured);
        Report.write(file, results);
      }
    }
  }

  private static Workload named(String name) {
    return ALL.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no workload \"%s\"; there are %s"
                        .formatted(name, ALL.stream().map(Workload::name).toList())));
  }
}
