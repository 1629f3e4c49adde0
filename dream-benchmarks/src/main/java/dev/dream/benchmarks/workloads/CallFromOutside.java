package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Pekko;
import dev.dream.benchmarks.Threads;
import dev.dream.benchmarks.Workload;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Threads that are no processes call one server, and wait up to five seconds for each answer. An
 * operation is a call. On the BEAM the callers are processes.
 */
public final class CallFromOutside implements Workload {

  private static final int LIMIT_SECONDS = 5;
  private static final Duration LIMIT = Duration.ofSeconds(LIMIT_SECONDS);

  private final String name;
  private final int callers;
  private final Thread.Builder threads;

  private CallFromOutside(String name, int callers, Thread.Builder threads) {
    this.name = name;
    this.callers = callers;
    this.threads = threads;
  }

  /** Returns one caller, a virtual thread. */
  public static CallFromOutside fromVirtualThread() {
    return new CallFromOutside("call-virtual", 1, Thread.ofVirtual());
  }

  /** Returns one caller, a platform thread. */
  public static CallFromOutside fromPlatformThread() {
    return new CallFromOutside("call-platform", 1, Thread.ofPlatform());
  }

  /** Returns so many callers at once, virtual threads. */
  public static CallFromOutside concurrent(int callers) {
    return new CallFromOutside("call-" + callers, callers, Thread.ofVirtual());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, calls -> onDream(engines.node(), calls))
        .addPekko(this::onPekko)
        .add(Contender.THREADS, this::onThreads)
        .withBeam();
  }

  private Measured onDream(Node node, int calls) throws InterruptedException {
    ServerRef<Counter> server = ServerRef.start(node, Counter::new, StartOptions.DEFAULT);
    Measured measured = measure(calls, () -> server.call(Counter.GET));
    server.stop();
    return measured;
  }

  private Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int calls) throws Exception {
    ActorRef<PekkoCounter.Command> server = Pekko.spawn(system, PekkoCounter.BEHAVIOR);
    Measured measured =
        measure(
            calls,
            () ->
                AskPattern.ask(server, PekkoCounter.Get::new, LIMIT, system.scheduler())
                    .toCompletableFuture()
                    .get());
    server.tell(PekkoCounter.Told.STOP);
    return measured;
  }

  private Measured onThreads(int calls) throws InterruptedException {
    var requests = new LinkedTransferQueue<CompletableFuture<Integer>>();
    Thread server = Thread.startVirtualThread(() -> answerAll(requests));
    Measured measured =
        measure(
            calls,
            () -> {
              var answer = new CompletableFuture<Integer>();
              requests.add(answer);
              return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            });
    requests.add(CompletableFuture.completedFuture(0));
    server.join();
    return measured;
  }

  private static void answerAll(LinkedTransferQueue<CompletableFuture<Integer>> requests) {
    while (Threads.take(requests).complete(1)) {
      // one that is complete already ends it
    }
  }

  /** All callers' latencies are in one array, each has a part of its own. */
  private Measured measure(int calls, Callable<Integer> call) throws InterruptedException {
    int each = Math.ceilDiv(calls, callers);
    long[] nanos = new long[callers * each];
    List<Thread> all =
        IntStream.range(0, callers)
            .mapToObj(i -> threads.unstarted(() -> callAgain(call, nanos, i * each, each)))
            .toList();
    long begun = System.nanoTime();
    all.forEach(Thread::start);
    for (Thread caller : all) {
      caller.join();
    }
    long ended = System.nanoTime();
    return Measured.perOperation(ended - begun, nanos.length).andLatencies(nanos);
  }

  private static void callAgain(Callable<Integer> call, long[] nanos, int from, int count) {
    try {
      long before = System.nanoTime();
      for (int i = from; i < from + count; i++) {
        call.call();
        long now = System.nanoTime();
        nanos[i] = now - before;
        before = now;
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
