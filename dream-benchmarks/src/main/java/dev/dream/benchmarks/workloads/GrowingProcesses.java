package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Dream;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Measured.Unit;
import dev.dream.benchmarks.Workload;
import dev.dream.process.Callbacks;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.SpawnOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * What a round trip to any of N living processes costs, and to start one more that takes a message
 * and ends. Beside it, as the floor, what it costs to go to any of N pieces of memory as large as
 * such a process.
 */
public final class GrowingProcesses implements Workload {

  private static final int[] SIZES = {10, 1_000, 100_000, 1_000_000};
  private static final int TRIPS = 100_000;
  private static final int SPAWNS = 20_000;
  private static final int LONGS_EACH = 30;

  /** Creates it. */
  public GrowingProcesses() {}

  @Override
  public String name() {
    return "grow-processes";
  }

  @Override
  public Extent extent() {
    return Extent.PROCESSES;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, most -> onDream(engines.node(), most))
        .add("memory", GrowingProcesses::onMemory)
        .withBeam();
  }

  private static Measured onDream(Node node, int most) throws Exception {
    Measured measured = new Measured(List.of());
    for (int size : SIZES) {
      if (size <= most) {
        measured = onDream(node, size, measured);
      }
    }
    return measured;
  }

  private static Measured onDream(Node node, int size, Measured before) throws Exception {
    Callbacks echo = Dream.callbacks(from -> send((Pid) from, "pong"));
    List<Pid> pids = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      pids.add(node.spawn(echo, SpawnOptions.NONE));
    }
    RandomIndex random = new RandomIndex(size);
    double trip = Steady.nanosEach(TRIPS, () -> visit(node, pids, random));
    double spawn = Steady.nanosEach(SPAWNS, () -> spawnAndEnd(node));
    Dream.kill(node, pids);
    return before
        .and("trip-" + size, Unit.NS_PER_OP, trip)
        .and("spawn-" + size, Unit.NS_PER_OP, spawn);
  }

  private static long visit(Node node, List<Pid> pids, RandomIndex random)
      throws InterruptedException {
    return run(node, TRIPS, () -> send(pids.get(random.next()), self()));
  }

  private static long spawnAndEnd(Node node) throws InterruptedException {
    Callbacks child =
        Dream.callbacks(
            parent -> {
              send((Pid) parent, "done");
              Processes.exit(ExitReason.NORMAL);
            });
    return run(node, SPAWNS, () -> send(node.spawn(child, SpawnOptions.NONE), self()));
  }

  /** Runs a process that does something, and again whenever it is answered. */
  private static long run(Node node, int times, Runnable step) throws InterruptedException {
    Finish finish = new Finish(1);
    int[] left = {times};
    long begun = System.nanoTime();
    Pid driver =
        Dream.spawn(
            node,
            _ -> {
              if (left[0]-- == 0) {
                finish.done();
              } else {
                step.run();
              }
            });
    node.send(driver, "go");
    finish.await();
    long nanos = System.nanoTime() - begun;
    Dream.kill(node, List.of(driver));
    return nanos;
  }

  private static Measured onMemory(int most) throws Exception {
    Measured measured = new Measured(List.of());
    for (int size : SIZES) {
      if (size <= most) {
        long[][] memory = new long[size][LONGS_EACH];
        RandomIndex random = new RandomIndex(size);
        double walk = Steady.nanosEach(TRIPS, () -> walk(memory, random));
        measured = measured.and("trip-" + size, Unit.NS_PER_OP, walk);
      }
    }
    return measured;
  }

  /** Changes the beginning of a piece; the way to the next depends on what was there. */
  private static long walk(long[][] memory, RandomIndex random) {
    long begun = System.nanoTime();
    long found = 0;
    for (int i = 0; i < TRIPS; i++) {
      long[] piece = memory[(random.next() + (int) (found & 1)) % memory.length];
      found = piece[0];
      piece[0] = found + 1;
    }
    return System.nanoTime() - begun;
  }
}
