package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Dream;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Pekko;
import dev.dream.benchmarks.Threads;
import dev.dream.benchmarks.Workload;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * How long a virtual thread that has nothing to do with the engine, such as a web request's, waits
 * until it runs, after a platform thread made it runnable, as a poller of sockets does: while the
 * engine is busy on all processors with pairs of processes that send a message to and fro and
 * compute for ten microseconds in between. Requests that starve are served when the work ends, two
 * seconds after the last of them came.
 */
public final class RequestThreads implements Workload {

  private static final int PAIRS = 4 * Runtime.getRuntime().availableProcessors();
  private static final long WORK_NANOS = 10_000;
  private static final long WARM_UP_MILLIS = 300;
  private static final int REQUESTS = 1000;
  private static final Duration MOST_WAIT = Duration.ofSeconds(2);

  /** Creates it. */
  public RequestThreads() {}

  @Override
  public String name() {
    return "request-threads";
  }

  @Override
  public Extent extent() {
    return Extent.PROCESSES;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, _ -> onDream(engines.node()))
        .add(Contender.PEKKO, _ -> onPekko(engines.pekko()))
        .add(Contender.THREADS, _ -> onThreads())
        .withBeam();
  }

  /** Makes requests runnable, and ends the engine's work once all are served, or time is up. */
  private static Measured requests(Runnable endWork) throws InterruptedException {
    Thread.sleep(WARM_UP_MILLIS);
    long[] waited = new long[REQUESTS];
    var requests = new LinkedTransferQueue<Long>();
    Thread served =
        Thread.startVirtualThread(
            () -> {
              for (int i = 0; i < waited.length; i++) {
                waited[i] = -Threads.take(requests) + System.nanoTime();
              }
            });
    for (int i = 0; i < waited.length; i++) {
      TimeUnit.MILLISECONDS.sleep(1);
      requests.add(System.nanoTime());
    }
    served.join(MOST_WAIT);
    endWork.run(); // else those that starve would wait for ever
    served.join();
    return new Measured(List.of()).andLatencies(waited);
  }

  private static void compute() {
    long until = System.nanoTime() + WORK_NANOS;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private static Measured onDream(Node node) throws InterruptedException {
    Dream.Handler working =
        partner -> {
          compute();
          send((Pid) partner, self());
        };
    List<Pid> all = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      Pid first = Dream.spawn(node, working);
      Pid second = Dream.spawn(node, working);
      node.send(first, second);
      all.add(first);
      all.add(second);
    }
    return requests(() -> Dream.kill(node, all));
  }

  private record Work(ActorRef<Work> from) {}

  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system) throws Exception {
    var stopped = new AtomicBoolean();
    for (int i = 0; i < PAIRS; i++) {
      ActorRef<Work> first = Pekko.spawn(system, pekkoWorker(stopped));
      ActorRef<Work> second = Pekko.spawn(system, pekkoWorker(stopped));
      first.tell(new Work(second));
    }
    return requests(() -> stopped.set(true));
  }

  private static Behavior<Work> pekkoWorker(AtomicBoolean stopped) {
    return Behaviors.setup(
        context -> {
          Work own = new Work(context.getSelf());
          return Behaviors.receiveMessage(
              work -> {
                compute();
                work.from().tell(own);
                return stopped.get() ? Behaviors.stopped() : Behaviors.same();
              });
        });
  }

  private static Measured onThreads() throws InterruptedException {
    var stopped = new AtomicBoolean();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      var first = new LinkedTransferQueue<Object>();
      var second = new LinkedTransferQueue<Object>();
      all.add(Thread.startVirtualThread(() -> work(first, second, stopped)));
      all.add(Thread.startVirtualThread(() -> work(second, first, stopped)));
      first.add("work");
    }
    Measured measured = requests(() -> stopped.set(true));
    for (Thread thread : all) {
      thread.join();
    }
    return measured;
  }

  private static void work(
      LinkedTransferQueue<Object> own, LinkedTransferQueue<Object> partner, AtomicBoolean stopped) {
    while (!stopped.get()) {
      Object work = Threads.take(own);
      compute();
      partner.add(work);
    }
    partner.add("the end");
  }
}
