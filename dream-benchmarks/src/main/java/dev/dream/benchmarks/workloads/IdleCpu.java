package dev.dream.benchmarks.workloads;

import com.sun.management.OperatingSystemMXBean;
import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Measured.Unit;
import dev.dream.benchmarks.Workload;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a hundred thousand processes that wait take of the processor. All engines of the JVM are
 * there, so what they take without a crowd is measured just before, as the value {@code before}.
 * The clock of a process's processor time goes in steps of ten milliseconds: of ten millicores
 * here.
 */
public final class IdleCpu implements Workload {

  private static final int PROCESSES = 100_000;
  private static final long SETTLE_MILLIS = 100;
  private static final int MOST_SETTLING = 30;
  private static final int SETTLED = 3;
  private static final double CALM_MILLICORES = 110; // the clock ticks every ten milliseconds
  private static final long WATCH_MILLIS = 1000;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Creates it. */
  public IdleCpu() {}

  @Override
  public String name() {
    return "idle-cpu";
  }

  @Override
  public Extent extent() {
    return Extent.PROCESSES;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, measuring(n -> DreamCrowd.ofCallbacks(engines.node(), n)))
        .add(Contender.DREAM_BODY, measuring(n -> DreamCrowd.ofBodies(engines.node(), n)))
        .add(Contender.PEKKO, measuring(n -> PekkoCrowd.plain(engines.pekko(), n)))
        .add(Contender.THREADS, measuring(ThreadCrowd::new))
        .withBeam();
  }

  private static Contender.Work measuring(Crowd.Maker maker) {
    return _ -> {
      double before = millicores();
      Crowd crowd = maker.of(PROCESSES);
      crowd.start();
      double during = millicores();
      crowd.end();
      return Measured.of("", Unit.MILLICORES, during).and("before", Unit.MILLICORES, before);
    };
  }

  /** Returns what the JVM takes of the processor, after what was just done is over. */
  private static double millicores() throws InterruptedException {
    System.gc();
    settle();
    return millicores(WATCH_MILLIS);
  }

  /** Waits until collector and compiler have nothing to do any more, or have had time enough. */
  private static void settle() throws InterruptedException {
    int calm = 0;
    for (int i = 0; i < MOST_SETTLING && calm < SETTLED; i++) {
      calm = millicores(SETTLE_MILLIS) <= CALM_MILLICORES ? calm + 1 : 0;
    }
  }

  private static double millicores(long millis) throws InterruptedException {
    long cpu = SYSTEM.getProcessCpuTime();
    long begun = System.nanoTime();
    Thread.sleep(millis);
    return 1000.0 * (SYSTEM.getProcessCpuTime() - cpu) / (System.nanoTime() - begun);
  }
}
