package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.receive;
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
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.SpawnOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A token goes round a ring of processes, in whole laps. An operation is a hop. */
public final class Ring implements Workload {

  private final int size;

  /** Makes a ring of so many. */
  public Ring(int size) {
    this.size = size;
  }

  private enum Token {
    TOKEN,
    STOP
  }

  @Override
  public String name() {
    return "ring-" + size;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, hops -> onDream(engines.node(), hops))
        .add(Contender.DREAM_BODY, hops -> onBodies(engines.node(), hops))
        .addPekko(this::onPekko)
        .add(Contender.THREADS, this::onThreads)
        .withBeam();
  }

  /** Counts the laps, at the first of the ring. */
  private static final class Laps {

    private final Finish finish = new Finish(1);
    private int left;

    Laps(int hops, int size) {
      this.left = Math.ceilDiv(hops, size);
    }

    /** Takes note that the token came round; returns whether it goes on. */
    boolean next() {
      if (left-- == 0) {
        finish.done();
        return false;
      }
      return true;
    }
  }

  private Measured measured(Laps laps, int hops, Runnable begin) throws InterruptedException {
    long begun = System.nanoTime();
    begin.run();
    laps.finish.await();
    return Measured.perOperation(System.nanoTime() - begun, (long) Math.ceilDiv(hops, size) * size);
  }

  private Measured onDream(Node node, int hops) throws InterruptedException {
    Laps laps = new Laps(hops, size);
    List<Pid> ring = new ArrayList<>();
    Pid next = null;
    for (int i = 1; i < size; i++) {
      ring.add(next == null ? spawnLast(node, ring) : spawnNext(node, next));
      next = ring.getLast();
    }
    Pid second = ring.getLast();
    Pid first =
        Dream.spawn(
            node,
            token -> {
              if (laps.next()) {
                send(second, token);
              }
            });
    ring.add(first);
    Measured measured = measured(laps, hops, () -> node.send(first, Token.TOKEN));
    Dream.kill(node, ring);
    return measured;
  }

  /** The last sends to the first, which is made last. */
  private static Pid spawnLast(Node node, List<Pid> ring) {
    return Dream.spawn(node, token -> send(ring.getLast(), token));
  }

  private static Pid spawnNext(Node node, Pid next) {
    return Dream.spawn(node, token -> send(next, token));
  }

  private Measured onBodies(Node node, int hops) throws InterruptedException {
    Laps laps = new Laps(hops, size);
    List<Pid> ring = new ArrayList<>();
    ring.add(node.spawn(() -> pass(() -> true, ring), SpawnOptions.NONE));
    for (int i = 2; i < size; i++) {
      List<Pid> next = List.of(ring.getLast());
      ring.add(node.spawn(() -> pass(() -> true, next), SpawnOptions.NONE));
    }
    List<Pid> second = List.of(ring.getLast());
    Pid first = node.spawn(() -> pass(laps::next, second), SpawnOptions.NONE);
    ring.add(first);
    Measured measured = measured(laps, hops, () -> node.send(first, Token.TOKEN));
    Dream.kill(node, ring);
    return measured;
  }

  private interface Turn {
    boolean goesOn();
  }

  /** Passes the token on to the last of a list. */
  private static void pass(Turn turn, List<Pid> next) {
    while (true) {
      Object token = receive();
      if (turn.goesOn()) {
        send(next.getLast(), token);
      }
    }
  }

  private Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int hops) throws Exception {
    Laps laps = new Laps(hops, size);
    List<ActorRef<Token>> ring = new ArrayList<>();
    ring.add(Pekko.spawn(system, pekko(() -> true, ring)));
    for (int i = 2; i < size; i++) {
      ring.add(Pekko.spawn(system, pekko(() -> true, List.of(ring.getLast()))));
    }
    ActorRef<Token> first = Pekko.spawn(system, pekko(laps::next, List.of(ring.getLast())));
    ring.add(first);
    Measured measured = measured(laps, hops, () -> first.tell(Token.TOKEN));
    ring.forEach(actor -> actor.tell(Token.STOP));
    return measured;
  }

  private static Behavior<Token> pekko(Turn turn, List<ActorRef<Token>> next) {
    return Behaviors.receiveMessage(
        token -> {
          if (token == Token.STOP) {
            return Behaviors.stopped();
          }
          if (turn.goesOn()) {
            next.getLast().tell(token);
          }
          return Behaviors.same();
        });
  }

  private Measured onThreads(int hops) throws InterruptedException {
    Laps laps = new Laps(hops, size);
    List<LinkedTransferQueue<Token>> queues =
        Stream.generate(LinkedTransferQueue<Token>::new).limit(size).toList();
    for (int i = 0; i < size; i++) {
      Turn turn = i == 0 ? laps::next : () -> true;
      var mine = queues.get(i);
      var next = queues.get((i + 1) % size);
      Thread.startVirtualThread(() -> passOn(turn, mine, next));
    }
    Measured measured = measured(laps, hops, () -> queues.getFirst().add(Token.TOKEN));
    queues.forEach(queue -> queue.add(Token.STOP));
    return measured;
  }

  private static void passOn(
      Turn turn, LinkedTransferQueue<Token> mine, LinkedTransferQueue<Token> next) {
    while (Threads.take(mine) != Token.STOP) {
      if (turn.goesOn()) {
        next.add(Token.TOKEN);
      }
    }
  }
}
