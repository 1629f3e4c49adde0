package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Dream;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Pekko;
import dev.dream.benchmarks.Threads;
import dev.dream.benchmarks.Workload;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.SpawnOptions;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Two processes send one message to and fro. An operation is a round trip. */
public final class PingPong implements Workload {

  /** Creates it. */
  public PingPong() {}

  @Override
  public String name() {
    return "pingpong";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, trips -> onDream(engines.node(), trips))
        .add(Contender.DREAM_BODY, trips -> onBodies(engines.node(), trips))
        .add(Contender.DREAM_GENSERVER, trips -> onServers(engines.node(), trips))
        .addPekko(PingPong::onPekko)
        .add(Contender.THREADS, PingPong::onThreads)
        .withBeam();
  }

  private static Measured onDream(Node node, int trips) throws InterruptedException {
    Finish finish = new Finish(1);
    Pid pong = Dream.spawn(node, ping -> send((Pid) ping, "pong"));
    Pid ping = Dream.spawn(node, new DreamPing(pong, trips, finish));
    long begun = System.nanoTime();
    node.send(ping, "go");
    finish.await();
    long ended = System.nanoTime();
    Dream.kill(node, List.of(ping, pong));
    return Measured.perOperation(ended - begun, trips);
  }

  private static final class DreamPing implements Dream.Handler {

    private final Pid pong;
    private final Finish finish;
    private int left;

    DreamPing(Pid pong, int left, Finish finish) {
      this.pong = pong;
      this.left = left;
      this.finish = finish;
    }

    @Override
    public void handle(Object message) {
      if (left-- == 0) {
        finish.done();
      } else {
        send(pong, self());
      }
    }
  }

  private static Measured onBodies(Node node, int trips) throws InterruptedException {
    Finish finish = new Finish(1);
    Pid pong =
        node.spawn(
            () -> {
              for (int i = 0; i < trips; i++) {
                send((Pid) receive(), "pong");
              }
            },
            SpawnOptions.NONE);
    long begun = System.nanoTime();
    node.spawn(
        () -> {
          for (int i = 0; i < trips; i++) {
            send(pong, self());
            receive();
          }
          finish.done();
        },
        SpawnOptions.NONE);
    finish.await();
    return Measured.perOperation(System.nanoTime() - begun, trips);
  }

  /** A server that sends the ball back. */
  private static final class Player implements GenServer<Integer, Counter.Get, Counter.Told> {

    private final int trips;
    private final Finish finish;

    Player(int trips, Finish finish) {
      this.trips = trips;
      this.finish = finish;
    }

    @Override
    public InitResult<Integer> init() {
      return ok(trips);
    }

    @Override
    public CastResult<Integer> handleInfo(Object from, Integer left) {
      if (left == 0) {
        finish.done();
      } else {
        send((Pid) from, self());
      }
      return noReply(left - 1);
    }
  }

  private static Measured onServers(Node node, int trips) throws InterruptedException {
    Finish finish = new Finish(1);
    ServerRef<Player> ping =
        ServerRef.start(node, () -> new Player(trips, finish), StartOptions.DEFAULT);
    ServerRef<Player> pong =
        ServerRef.start(node, () -> new Player(Integer.MAX_VALUE, finish), StartOptions.DEFAULT);
    long begun = System.nanoTime();
    node.send(ping.address(), pong.pid().orElseThrow());
    finish.await();
    long ended = System.nanoTime();
    ping.stop();
    pong.stop();
    return Measured.perOperation(ended - begun, trips);
  }

  private sealed interface Ball {}

  private record Ping(ActorRef<Ball> from) implements Ball {}

  private enum Pong implements Ball {
    PONG
  }

  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int trips)
      throws Exception {
    Finish finish = new Finish(1);
    ActorRef<Ball> pong = Pekko.spawn(system, pekkoPong());
    ActorRef<Ball> ping = Pekko.spawn(system, pekkoPing(pong, trips, finish));
    long begun = System.nanoTime();
    ping.tell(Pong.PONG);
    finish.await();
    return Measured.perOperation(System.nanoTime() - begun, trips);
  }

  private static Behavior<Ball> pekkoPing(ActorRef<Ball> pong, int trips, Finish finish) {
    return Behaviors.setup(
        context -> {
          Ping ping = new Ping(context.getSelf());
          int[] left = {trips};
          return Behaviors.receiveMessage(
              _ -> {
                if (left[0]-- == 0) {
                  finish.done();
                  pong.tell(Pong.PONG);
                  return Behaviors.stopped();
                }
                pong.tell(ping);
                return Behaviors.same();
              });
        });
  }

  private static Behavior<Ball> pekkoPong() {
    return Behaviors.receiveMessage(
        ball -> {
          switch (ball) {
            case Ping(ActorRef<Ball> from) -> {
              from.tell(Pong.PONG);
              return Behaviors.same();
            }
            case Pong.PONG -> {
              return Behaviors.stopped();
            }
          }
        });
  }

  private static Measured onThreads(int trips) throws InterruptedException {
    var pings = new LinkedTransferQueue<Object>();
    var pongs = new LinkedTransferQueue<Object>();
    long begun = System.nanoTime();
    Thread pong =
        Thread.startVirtualThread(
            () -> {
              for (int i = 0; i < trips; i++) {
                pongs.add(Threads.take(pings));
              }
            });
    Thread ping =
        Thread.startVirtualThread(
            () -> {
              for (int i = 0; i < trips; i++) {
                pings.add("ping");
                Threads.take(pongs);
              }
            });
    ping.join();
    pong.join();
    return Measured.perOperation(System.nanoTime() - begun, trips);
  }
}
