package dev.dream.benchmarks;

import dev.dream.benchmarks.workloads.BlockingNeighbours;
import dev.dream.benchmarks.workloads.CallFromOutside;
import dev.dream.benchmarks.workloads.CallFromProcess;
import dev.dream.benchmarks.workloads.CastFromOutside;
import dev.dream.benchmarks.workloads.Chameneos;
import dev.dream.benchmarks.workloads.ForkJoin;
import dev.dream.benchmarks.workloads.GrowingChildren;
import dev.dream.benchmarks.workloads.GrowingProcesses;
import dev.dream.benchmarks.workloads.GrowingQueue;
import dev.dream.benchmarks.workloads.IdleBytes;
import dev.dream.benchmarks.workloads.IdleCpu;
import dev.dream.benchmarks.workloads.LinkExit;
import dev.dream.benchmarks.workloads.ManyToMany;
import dev.dream.benchmarks.workloads.MonitorDemonitor;
import dev.dream.benchmarks.workloads.Overhead;
import dev.dream.benchmarks.workloads.PingPong;
import dev.dream.benchmarks.workloads.RegistryLookup;
import dev.dream.benchmarks.workloads.RequestThreads;
import dev.dream.benchmarks.workloads.Ring;
import dev.dream.benchmarks.workloads.SelectiveReceive;
import dev.dream.benchmarks.workloads.SupervisedRestart;
import dev.dream.benchmarks.workloads.Tell;
import dev.dream.benchmarks.workloads.TimerStartCancel;
import java.util.ArrayList;
import java.util.List;

/** Runs workloads on all engines, side by side, prints what it measured and writes it to a file. */
public final class Benchmarks {

  static final List<Workload> ALL =
      List.of(
          new PingPong(),
          new Tell(1),
          new Tell(8),
          new Ring(1000),
          new ForkJoin(),
          new ManyToMany(),
          new Chameneos(),
          new CastFromOutside(),
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
          SupervisedRestart.all(1000),
          new BlockingNeighbours(),
          new RequestThreads(),
          new Overhead(),
          new IdleCpu(),
          IdleBytes.plain(),
          IdleBytes.genServer(),
          IdleBytes.body(),
          new GrowingProcesses(),
          new GrowingQueue(),
          new GrowingChildren());

  private static final int BAD_ARGUMENTS = 2;

  private Benchmarks() {}

  /**
   * Runs them. Ends with exit code 2 and one line if the arguments are wrong.
   *
   * @param arguments {@code --quick}, {@code --engine <name>} for one engine only, {@code --results
   *     <file>}, {@code --erlang <directory>}, and names of workloads; without one, all
   */
  public static void main(String[] arguments) throws Exception {
    Arguments parsed;
    try {
      parsed = Arguments.parse(List.of(arguments), ALL);
    } catch (IllegalArgumentException wrong) {
      System.err.println("benchmarks: " + wrong.getMessage());
      System.exit(BAD_ARGUMENTS);
      return;
    }
    run(parsed);
    System.exit(0); // whatever a contender left behind
  }

  private static void run(Arguments arguments) throws Exception {
    List<Result> results = new ArrayList<>();
    try (Engines engines = new Engines(arguments.erlang())) {
      Report.printHead();
      for (Workload workload : arguments.workloads()) {
        List<Contender> contenders =
            workload.contenders(engines).stream()
                .filter(contender -> arguments.wants(contender.engine()))
                .toList();
        if (contenders.isEmpty()) {
          continue;
        }
        List<Result> measured = arguments.rounds().measure(workload, contenders);
        Report.print(measured);
        results.addAll(measured);
        Report.write(arguments.results(), results);
      }
    }
  }
}
