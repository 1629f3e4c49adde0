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
import dev.dream.benchmarks.Pekko;
import dev.dream.benchmarks.Threads;
import dev.dream.benchmarks.Workload;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A ping-pong's round trips beside a thousand processes, each of which blocks for 50 ms, and then
 * the next thousand. The value {@code all-done} is how long a thousand take.
 */
public final class BlockingNeighbours implements Workload {

  private static final int NEIGHBOURS = 1000;
  private static final int BLOCK_MILLIS = 50;
  private static final long ALONE_MILLIS = 200;
  private static final long BESIDE_NANOS = 1_000_000_000;

  /** Creates it. */
  public BlockingNeighbours() {}

  @Override
  public String name() {
    return "blocking-neighbours";
  }

  @Override
  public Extent extent() {
    return Extent.PROCESSES;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    Node node = engines.node();
    ActorSystem<SpawnProtocol.Command> pekko = engines.pekko();
    return new Contenders(name(), engines)
        .add(Contender.DREAM, _ -> onDream(node))
        .add(Contender.PEKKO, _ -> onPekko(pekko, DispatcherSelector.defaultDispatcher()))
        .add("pekko+dispatcher", _ -> onPekko(pekko, DispatcherSelector.blocking()))
        .add(Contender.THREADS, _ -> onThreads())
        .withBeam();
  }

  /** Starts a thousand that block, each of which says so when it is done. */
  @FunctionalInterface
  private interface Neighbours {
    void start(Finish finish);
  }

  private static Measured beside(Trips trips, Neighbours neighbours) throws InterruptedException {
    Thread.sleep(ALONE_MILLIS); // the ping-pong warms up
    trips.count();
    long begun = System.nanoTime();
    int batches = 0;
    do {
      Finish finish = new Finish(NEIGHBOURS);
      neighbours.start(finish);
      finish.await();
      batches++;
    } while (System.nanoTime() - begun < BESIDE_NANOS);
    double batchNanos = (double) (System.nanoTime() - begun) / batches;
    return trips.stop().measured().and("all-done", Unit.MICROS, batchNanos / 1000);
  }

  private static Measured onDream(Node node) throws InterruptedException {
    Trips trips = new Trips();
    Pid pong = Dream.spawn(node, ping -> send((Pid) ping, "pong"));
    Pid ping =
        Dream.spawn(
            node,
            _ -> {
              if (trips.next()) {
                send(pong, self());
              }
            });
    node.send(ping, "go");
    Measured measured = beside(trips, finish -> blockOnDream(node, finish));
    Dream.kill(node, List.of(ping, pong));
    return measured;
  }

  private static void blockOnDream(Node node, Finish finish) {
    Dream.Handler blocking =
        _ -> {
          Thread.sleep(BLOCK_MILLIS);
          finish.done();
          Processes.exit(ExitReason.NORMAL);
        };
    for (int i = 0; i < NEIGHBOURS; i++) {
      node.send(Dream.spawn(node, blocking), "go");
    }
  }

  private sealed interface Message {}

  private record Ping(ActorRef<Message> from) implements Message {}

  private enum Plain implements Message {
    PONG,
    BLOCK,
    STOP
  }

  /** Pings and pongs on the default dispatcher; the neighbours are where the props say. */
  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system, Props where)
      throws Exception {
    Trips trips = new Trips();
    ActorRef<Message> pong = Pekko.spawn(system, pekkoPong());
    ActorRef<Message> ping = Pekko.spawn(system, pekkoPing(pong, trips));
    ActorRef<Finish> neighbours = Pekko.spawn(system, pekkoNeighbours(where));
    ping.tell(Plain.PONG);
    return beside(trips, neighbours::tell);
  }

  private static Behavior<Message> pekkoPing(ActorRef<Message> pong, Trips trips) {
    return Behaviors.setup(
        context -> {
          Ping ping = new Ping(context.getSelf());
          return Behaviors.receiveMessage(
              _ -> {
                if (trips.next()) {
                  pong.tell(ping);
                  return Behaviors.same();
                }
                pong.tell(Plain.STOP);
                return Behaviors.stopped();
              });
        });
  }

  private static Behavior<Message> pekkoPong() {
    return Behaviors.receiveMessage(
        message -> {
          if (message instanceof Ping(ActorRef<Message> from)) {
            from.tell(Plain.PONG);
            return Behaviors.same();
          }
          return Behaviors.stopped();
        });
  }

  private static Behavior<Finish> pekkoNeighbours(Props where) {
    return Behaviors.receive(
        (context, finish) -> {
          Behavior<Message> blocking =
              Behaviors.receiveMessage(
                  _ -> {
                    Thread.sleep(BLOCK_MILLIS);
                    finish.done();
                    return Behaviors.stopped();
                  });
          for (int i = 0; i < NEIGHBOURS; i++) {
            context.spawnAnonymous(blocking, where).tell(Plain.BLOCK);
          }
          return Behaviors.same();
        });
  }

  private static Measured onThreads() throws InterruptedException {
    Trips trips = new Trips();
    var pings = new LinkedTransferQueue<Boolean>();
    var pongs = new LinkedTransferQueue<Boolean>();
    Thread pong =
        Thread.startVirtualThread(
            () -> {
              while (Threads.take(pings)) {
                pongs.add(true);
              }
            });
    Thread ping =
        Thread.startVirtualThread(
            () -> {
              while (trips.next()) {
                pings.add(true);
                Threads.take(pongs);
              }
              pings.add(false);
            });
    Measured measured = beside(trips, BlockingNeighbours::blockThreads);
    ping.join();
    pong.join();
    return measured;
  }

  private static void blockThreads(Finish finish) {
    for (int i = 0; i < NEIGHBOURS; i++) {
      Thread.startVirtualThread(
          () -> {
            try {
              Thread.sleep(BLOCK_MILLIS);
              finish.done();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }
}
