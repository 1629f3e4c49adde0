package dev.dream.bench;

import dev.dream.RealTime;
import dev.dream.process.Callbacks;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.NodeOptions;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.SpawnOptions;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thousand processes that block for 50 ms, again and again, beside a ping-pong: how long the
 * thousand take, and the pong's round trips. Each round prints a line; the first is a cold JVM's.
 *
 * <p>Run its main method on the class path of the tests.
 */
@RealTime("its processes sleep")
public final class BlockedBenchmark {

  private static final int PROCESSES = 1000;
  private static final int BLOCK_MILLIS = 50;
  private static final int ROUNDS = 10;
  private static final int MOST_SAMPLES = 50_000_000;

  private BlockedBenchmark() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    int places = Runtime.getRuntime().availableProcessors();
    try (Node node = new Node(NodeOptions.of("bench", places))) {
      Ping ping = new Ping();
      Pid pong =
          node.spawn(callbacks(from -> Processes.send((Pid) from, "pong")), SpawnOptions.NONE);
      ping.pong = pong;
      Pid pinging = node.spawn(ping, SpawnOptions.NONE);
      node.send(pinging, "go");
      for (int round = 1; round <= ROUNDS; round++) {
        int first = ping.count;
        long nanos = blockAll(node);
        report(round, nanos, Arrays.copyOfRange(ping.nanos, first, ping.count));
      }
      node.exit(pinging, ExitReason.KILL);
    }
  }

  private static long blockAll(Node node) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(PROCESSES);
    long begun = System.nanoTime();
    for (int i = 0; i < PROCESSES; i++) {
      Callbacks blocking =
          callbacks(
              _ -> {
                Thread.sleep(BLOCK_MILLIS);
                done.countDown();
                Processes.exit(ExitReason.NORMAL);
              });
      node.send(node.spawn(blocking, SpawnOptions.NONE), "go");
    }
    done.await();
    return System.nanoTime() - begun;
  }

  private static void report(int round, long nanos, int[] trips) {
    Arrays.sort(trips);
    System.out.printf(
        "round %2d: all blocked and done in %3d ms; %7d trips: p50 %6.1f us, p99 %6.1f us, max"
            + " %6.1f us; sent at any time: p99 %8.1f us%n",
        round,
        TimeUnit.NANOSECONDS.toMillis(nanos),
        trips.length,
        at(trips, 0.5),
        at(trips, 0.99),
        trips[trips.length - 1] / 1000.0,
        atAnyTime(trips, 0.99));
  }

  /** How long a ping would wait that comes at any time, while the one before is on its way. */
  private static double atAnyTime(int[] sorted, double share) {
    double sum = Arrays.stream(sorted).asDoubleStream().sum();
    double low = 0;
    double high = sorted[sorted.length - 1];
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      double waitLonger =
          Arrays.stream(sorted).asDoubleStream().map(trip -> Math.max(0, trip - middle)).sum();
      if (waitLonger > (1 - share) * sum) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high / 1000;
  }

  private static double at(int[] sorted, double share) {
    return sorted[(int) (sorted.length * share)] / 1000.0;
  }

  private interface Action {
    void take(Object message) throws Exception;
  }

  private static Callbacks callbacks(Action action) {
    return new Callbacks() {
      @Override
      public void begin() {}

      @Override
      public void handle(Object message) throws Exception {
        action.take(message);
      }
    };
  }

  /** Notes how long each round trip took. */
  private static final class Ping implements Callbacks {

    private final int[] nanos = new int[MOST_SAMPLES];
    private volatile int count;
    private volatile Pid pong;
    private long sent;

    @Override
    public void begin() {}

    @Override
    public void handle(Object message) {
      long now = System.nanoTime();
      if (message.equals("pong") && count < MOST_SAMPLES) {
        nanos[count] = (int) (now - sent);
        count++;
      }
      sent = System.nanoTime();
      Processes.send(pong, Processes.self());
    }
  }
}
