package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Measured.Unit;
import dev.dream.benchmarks.Workload;
import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Address;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.SystemEvent;
import dev.dream.sys.Sys;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * A ping-pong's round trip and calls of a virtual thread and of many, on an engine whose meters
 * nobody reads, on one with all that reports and meters cost, on those of Spring applications, in
 * which context goes along with messages and calls are observed as well, and with the processes
 * traced.
 */
public final class Overhead implements Workload {

  private static final int TRIPS_PER_CALL = 8; // so that both take about as long

  /** So many that nobody sleeps: what a call then takes is what it costs. */
  private static final int CALLERS = 16;

  private static final DreamOptions BARE = DreamOptions.DEFAULT.name("bare").crashCapacity(0);
  private static final DreamOptions USUAL = DreamOptions.DEFAULT.name("usual");

  /** Creates it. */
  public Overhead() {}

  @Override
  public String name() {
    return "overhead";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    Dream bare = engines.another(BARE);
    Dream usual = engines.another(USUAL);
    Scraper scraper = new Scraper(usual);
    Dream propagating = SpringApplications.propagating(engines);
    Dream observing = SpringApplications.observing(engines);
    return new Contenders(name(), engines)
        .add(Contender.DREAM, operations -> run(bare, operations, _ -> {}))
        .add("dream+metrics", operations -> scraper.scraping(() -> run(usual, operations, _ -> {})))
        .add("dream+context", operations -> run(propagating, operations, _ -> {}))
        .add("dream+observations", operations -> run(observing, operations, _ -> {}))
        .add("dream+trace", operations -> run(bare, operations, pid -> trace(bare.node(), pid)))
        .all();
  }

  /** Counts, and keeps the latest events: Erlang's {@code sys:statistics} and {@code sys:log}. */
  private static void trace(Node node, Pid pid) {
    ServerRef<?> process = ServerRef.of(node, (Address) pid);
    Sys.statistics(process, true);
    Sys.install(process, new Latest());
  }

  private static final class Latest implements Consumer<SystemEvent> {

    private static final int KEPT = 10;

    private final Deque<SystemEvent> events = new ArrayDeque<>();

    @Override
    public void accept(SystemEvent event) {
      if (events.size() == KEPT) {
        events.removeFirst();
      }
      events.addLast(event);
    }
  }

  private static Measured run(Dream dream, int operations, Consumer<Pid> prepare)
      throws InterruptedException {
    int trips = Math.multiplyExact(TRIPS_PER_CALL, operations);
    long pingPong = pingPong(dream.node(), trips, prepare);
    long alone = calls(dream, 1, operations, prepare);
    int each = Math.ceilDiv(operations, CALLERS);
    long together = calls(dream, CALLERS, each, prepare);
    return Measured.of("pingpong", Unit.NS_PER_OP, (double) pingPong / trips)
        .and("call", Unit.NS_PER_OP, (double) alone / operations)
        .and("call-" + CALLERS, Unit.NS_PER_OP, (double) together / (CALLERS * each));
  }

  private static long pingPong(Node node, int trips, Consumer<Pid> prepare)
      throws InterruptedException {
    Finish finish = new Finish(1);
    int[] left = {trips};
    Pid pong = dev.dream.benchmarks.Dream.spawn(node, from -> send((Pid) from, "pong"));
    Pid ping =
        dev.dream.benchmarks.Dream.spawn(
            node,
            _ -> {
              if (left[0]-- == 0) {
                finish.done();
              } else {
                send(pong, self());
              }
            });
    prepare.accept(ping);
    prepare.accept(pong);
    long begun = System.nanoTime();
    node.send(ping, "go");
    finish.await();
    long nanos = System.nanoTime() - begun;
    dev.dream.benchmarks.Dream.kill(node, List.of(ping, pong));
    return nanos;
  }

  private static final class Counter implements GenServer<Integer, Next, Cast<Counter>> {

    @Override
    public InitResult<Integer> init() {
      return ok(0);
    }

    @Override
    public CallResult<Integer> handleCall(Next request, From from, Integer count) {
      return reply(request, count, count + 1);
    }
  }

  private record Next() implements Call<Counter, Integer> {}

  private static long calls(Dream dream, int callers, int each, Consumer<Pid> prepare)
      throws InterruptedException {
    ServerRef<Counter> counter = dream.start(Counter::new);
    prepare.accept(counter.pid().orElseThrow());
    Next next = new Next();
    List<Thread> all = new ArrayList<>();
    long begun = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      all.add(
          Thread.startVirtualThread(
              () -> {
                for (int call = 0; call < each; call++) {
                  counter.call(next);
                }
              }));
    }
    for (Thread caller : all) {
      caller.join();
    }
    long nanos = System.nanoTime() - begun;
    counter.stop();
    return nanos;
  }
}
