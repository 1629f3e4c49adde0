package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Measured.Unit;
import dev.dream.benchmarks.Workload;
import java.util.List;

/** What a process that waits takes of the heap, with all that hangs on it, when many live. */
public final class IdleBytes implements Workload {

  private static final int FIRST = 20_000;
  private static final long PAUSE_MILLIS = 100;
  private static final int MOST_COLLECTIONS = 10;
  private static final double SETTLED = 0.001;

  private final String name;
  private final Engagement engagement;

  private IdleBytes(String name, Engagement engagement) {
    this.name = name;
    this.engagement = engagement;
  }

  @FunctionalInterface
  private interface Engagement {
    Contenders add(Contenders to, Engines engines);
  }

  /** Returns the workload of processes that have nothing but a behaviour, shared by all. */
  public static Workload plain() {
    return new IdleBytes(
        "idle-bytes-plain",
        (to, engines) ->
            to.add(Contender.DREAM, measuring(n -> DreamCrowd.ofCallbacks(engines.node(), n)))
                .add(Contender.PEKKO, measuring(n -> PekkoCrowd.plain(engines.pekko(), n)))
                .add(Contender.THREADS, measuring(ThreadCrowd::new)));
  }

  /** Returns the workload of servers with a state, under a supervisor. */
  public static Workload genServer() {
    return new IdleBytes(
        "idle-bytes-genserver",
        (to, engines) ->
            to.add(
                    Contender.DREAM_GENSERVER,
                    measuring(n -> new SupervisedCrowd(engines.node(), n)))
                .add(Contender.PEKKO, measuring(n -> PekkoCrowd.supervised(engines.pekko(), n)))
                .add(Contender.THREADS, measuring(ThreadCrowd::new)));
  }

  /** Returns the workload of processes that have a stack. */
  public static Workload body() {
    return new IdleBytes(
        "idle-bytes-body",
        (to, engines) ->
            to.add(Contender.DREAM_BODY, measuring(n -> DreamCrowd.ofBodies(engines.node(), n)))
                .add(Contender.PEKKO, measuring(n -> PekkoCrowd.plain(engines.pekko(), n)))
                .add(Contender.THREADS, measuring(ThreadCrowd::new)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Extent extent() {
    return Extent.PROCESSES;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return engagement.add(new Contenders(name, engines), engines).withBeam();
  }

  private static Contender.Work measuring(Crowd.Maker maker) {
    return size -> {
      Crowd first = maker.of(Math.min(size, FIRST)); // compiled code has smaller frames on a stack
      first.start();
      first.end();
      Crowd crowd = maker.of(size);
      long before = heapInUse();
      crowd.start();
      long after = heapInUse();
      crowd.end();
      return Measured.of("", Unit.BYTES, (double) (after - before) / size);
    };
  }

  /** Returns how much of the heap cannot be collected: collects until that does not change. */
  private static long heapInUse() throws InterruptedException {
    long before = Long.MAX_VALUE;
    for (int i = 0; i < MOST_COLLECTIONS; i++) {
      Thread.sleep(PAUSE_MILLIS); // threads that are about to end do so now
      System.gc();
      long now = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      if (now > before * (1 - SETTLED)) {
        return Math.min(now, before);
      }
      before = now;
    }
    return before;
  }
}
