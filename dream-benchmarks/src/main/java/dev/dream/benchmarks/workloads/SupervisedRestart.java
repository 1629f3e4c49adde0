package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Workload;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.SpawnOptions;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The last child of a supervisor crashes, and is called as soon as it is there again. An operation
 * is such a restart, of all children if the strategy says so. A supervisor does a hundred, then
 * comes another, since each keeps count of its restarts; its start and end are not measured.
 */
public final class SupervisedRestart implements Workload {

  private static final int BY_ONE_SUPERVISOR = 100;

  private final String name;
  private final Strategy strategy;
  private final int children;

  private SupervisedRestart(String name, Strategy strategy, int children) {
    this.name = name;
    this.strategy = strategy;
    this.children = children;
  }

  /** Returns one child that is restarted alone. */
  public static SupervisedRestart one() {
    return new SupervisedRestart("supervised-restart", Strategy.ONE_FOR_ONE, 1);
  }

  /** Returns so many children that are restarted together. */
  public static SupervisedRestart all(int children) {
    return new SupervisedRestart("restart-all-" + children, Strategy.ONE_FOR_ALL, children);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, times -> onDream(engines.node(), times))
        .addPekko(
            (system, times) ->
                children == 1
                    ? PekkoRestart.one(system, times)
                    : PekkoRestart.all(system, children, times))
        .withBeam();
  }

  private Measured onDream(Node node, int times) throws InterruptedException {
    Finish finish = new Finish(1);
    long[] nanos = {0};
    node.spawn(
        () -> {
          for (int left = times; left > 0; left -= BY_ONE_SUPERVISOR) {
            nanos[0] += restart(node, Math.min(left, BY_ONE_SUPERVISOR));
          }
          finish.done();
        },
        SpawnOptions.NONE);
    finish.await();
    return Measured.perOperation(nanos[0], times);
  }

  private long restart(Node node, int times) {
    ServerRef<Supervisor> supervisor = Supervisor.start(node, tree(), StartOptions.DEFAULT);
    ServerRef<Counter> child = nextIncarnation(node);
    long begun = System.nanoTime();
    for (int i = 0; i < times; i++) {
      child.cast(Counter.CRASH);
      child = nextIncarnation(node);
      child.call(Counter.GET);
    }
    long ended = System.nanoTime();
    supervisor.stop();
    return ended - begun;
  }

  private SupervisorSpec tree() {
    Pid self = Processes.self();
    List<ChildSpec<?>> all = new ArrayList<>();
    for (int i = 1; i < children; i++) {
      all.add(ChildSpec.worker("child-" + i, Counter::new));
    }
    all.add(ChildSpec.worker("last", () -> new Counter.Announced(self)));
    return SupervisorSpec.of(strategy, all)
        .maxRestarts(2 * BY_ONE_SUPERVISOR, Duration.ofSeconds(1));
  }

  private static ServerRef<Counter> nextIncarnation(Node node) {
    return ServerRef.of(node, Processes.receive(Pid.class));
  }
}
