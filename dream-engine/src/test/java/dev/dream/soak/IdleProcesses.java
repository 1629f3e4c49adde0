package dev.dream.soak;

import com.sun.management.OperatingSystemMXBean;
import dev.dream.Dream;
import dev.dream.RealTime;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Callbacks;
import dev.dream.process.SpawnOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Properties;

/**
 * A JVM of its own that does nothing but hold idle processes; it prints what that takes. Arguments:
 * which kind, how many, and for how many seconds to measure the processor's time.
 */
@RealTime("it measures what processes cost that do nothing")
final class IdleProcesses {

  /** The compiler and the collector have work left from the starts. */
  private static final Duration UNTIL_QUIET = Duration.ofSeconds(3);

  private static final int TIMES_MEASURED = 4;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private IdleProcesses() {}

  /** What is run in them. */
  enum Kind {
    PLAIN {
      @Override
      void start(Dream dream) {
        dream.node().spawn(new Idle(), SpawnOptions.NONE);
      }
    },
    GEN_SERVER {
      @Override
      void start(Dream dream) {
        dream.start(Hub::new, StartOptions.DEFAULT);
      }
    };

    abstract void start(Dream dream);
  }

  private static final class Idle implements Callbacks {
    @Override
    public void begin() {}

    @Override
    public void handle(Object message) {}
  }

  public static void main(String[] args) throws Exception {
    Kind kind = Kind.valueOf(args[0]);
    int count = Integer.parseInt(args[1]);
    Duration measured = Duration.ofSeconds(Long.parseLong(args[2]));
    try (Dream dream = Dream.create()) {
      kind.start(dream);
      long before = usedBytes();
      dream.run(() -> startAll(dream, kind, count)); // a process waits for a start without a switch
      while (dream.node().loads().values().stream().mapToLong(load -> load.waiting()).sum() > 0) {
        Thread.sleep(10);
      }
      long used = usedBytes();
      Properties figures = new Properties();
      figures.setProperty("processes", Integer.toString(dream.node().count()));
      figures.setProperty("bytesEach", Long.toString((used - before) / count));
      figures.setProperty("bytes", Long.toString(used));
      figures.setProperty("cpuNanos", Long.toString(cpuNanos(measured)));
      figures.store(System.out, null);
    }
  }

  private static int startAll(Dream dream, Kind kind, int count) {
    for (int i = 0; i < count; i++) {
      kind.start(dream);
    }
    return count;
  }

  /** Returns the least of a few times: what idle processes take is in all of them. */
  private static long cpuNanos(Duration measured) throws InterruptedException {
    if (measured.isZero()) {
      return 0;
    }
    Thread.sleep(UNTIL_QUIET);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TIMES_MEASURED; i++) {
      long before = SYSTEM.getProcessCpuTime();
      Thread.sleep(measured);
      least = Math.min(least, SYSTEM.getProcessCpuTime() - before);
    }
    return least;
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
