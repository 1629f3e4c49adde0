package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Measured.Unit;
import dev.dream.benchmarks.Workload;
import dev.dream.process.Node;
import java.util.List;

/**
 * What it costs to start and terminate one more child of a supervisor that has N, and to have one
 * of them restarted that was killed: of a supervisor with specifications, and of a dynamic one.
 */
public final class GrowingChildren implements Workload {

  private static final int[] SIZES = {1, 100, 10_000};
  private static final int OPERATIONS = 500;

  /** Creates it. */
  public GrowingChildren() {}

  @Override
  public String name() {
    return "grow-children";
  }

  @Override
  public Extent extent() {
    return Extent.PROCESSES;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, _ -> onDream(engines.node()))
        .withBeam();
  }

  private static Measured onDream(Node node) throws Exception {
    Measured measured = new Measured(List.of());
    for (int size : SIZES) {
      measured = family("supervisor", size, new StaticFamily(node, size), measured);
    }
    for (int size : SIZES) {
      measured = family("dynamic", size, new DynamicFamily(node, size), measured);
    }
    return measured;
  }

  private static Measured family(String kind, int size, Family family, Measured before)
      throws Exception {
    family.start();
    double start = Steady.nanosEach(OPERATIONS, () -> timed(family::startAndTerminate));
    RandomIndex random = new RandomIndex(size);
    double restart = Steady.nanosEach(OPERATIONS, () -> timed(() -> family.kill(random.next())));
    family.end();
    return before
        .and("%s-start-%d".formatted(kind, size), Unit.NS_PER_OP, start)
        .and("%s-restart-%d".formatted(kind, size), Unit.NS_PER_OP, restart);
  }

  /** Runs it often on a virtual thread, as whoever starts children does not block a platform's. */
  private static long timed(Runnable operation) throws InterruptedException {
    long begun = System.nanoTime();
    Thread.startVirtualThread(
            () -> {
              for (int i = 0; i < OPERATIONS; i++) {
                operation.run();
              }
            })
        .join();
    return System.nanoTime() - begun;
  }
}
