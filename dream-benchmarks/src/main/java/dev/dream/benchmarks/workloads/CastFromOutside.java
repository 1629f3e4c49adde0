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
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * A virtual thread that is no process casts to a server. After each {@value #WINDOW} it calls the
 * server once, and so waits until all are taken: mailboxes stay within bounds. An operation is a
 * cast.
 */
public final class CastFromOutside implements Workload {

  private static final int WINDOW = 10_000;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Creates it. */
  public CastFromOutside() {}

  @Override
  public String name() {
    return "cast";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, casts -> onDream(engines.node(), casts))
        .addPekko(CastFromOutside::onPekko)
        .add(Contender.THREADS, CastFromOutside::onThreads)
        .withBeam();
  }

  private static Measured measured(int casts, Runnable cast, Callable<Integer> call)
      throws Exception {
    FutureTask<Long> nanos = new FutureTask<>(() -> castAll(casts, cast, call));
    Thread.startVirtualThread(nanos);
    return Measured.perOperation(nanos.get(), casts);
  }

  private static long castAll(int casts, Runnable cast, Callable<Integer> call) throws Exception {
    long begun = System.nanoTime();
    for (int i = 1; i <= casts; i++) {
      cast.run();
      if (i % WINDOW == 0 || i == casts) {
        call.call();
      }
    }
    return System.nanoTime() - begun;
  }

  private static Measured onDream(Node node, int casts) throws Exception {
    ServerRef<Counter> server = ServerRef.start(node, Counter::new, StartOptions.DEFAULT);
    Measured measured =
        measured(casts, () -> server.cast(Counter.COUNT), () -> server.call(Counter.GET));
    server.stop();
    return measured;
  }

  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int casts)
      throws Exception {
    ActorRef<PekkoCounter.Command> server = Pekko.spawn(system, PekkoCounter.BEHAVIOR);
    Measured measured =
        measured(
            casts,
            () -> server.tell(PekkoCounter.Told.COUNT),
            () ->
                AskPattern.ask(server, PekkoCounter.Get::new, LIMIT, system.scheduler())
                    .toCompletableFuture()
                    .get());
    server.tell(PekkoCounter.Told.STOP);
    return measured;
  }

  private static final CompletableFuture<Integer> COUNT = new CompletableFuture<>();
  private static final CompletableFuture<Integer> STOP = new CompletableFuture<>();

  private static Measured onThreads(int casts) throws Exception {
    var queue = new LinkedTransferQueue<CompletableFuture<Integer>>();
    Thread.startVirtualThread(() -> takeAll(queue));
    Measured measured =
        measured(
            casts,
            () -> queue.add(COUNT),
            () -> {
              var answer = new CompletableFuture<Integer>();
              queue.add(answer);
              return answer.get();
            });
    queue.add(STOP);
    return measured;
  }

  private static void takeAll(LinkedTransferQueue<CompletableFuture<Integer>> queue) {
    int count = 0;
    for (var told = COUNT; told != STOP; told = Threads.take(queue)) {
      if (told == COUNT) {
        count++;
      } else {
        told.complete(count);
      }
    }
  }
}
