package dev.dream.benchmarks.workloads;

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
import dev.dream.process.Node;
import dev.dream.process.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Many to many, after Savina's "big": each of {@value #PROCESSES} processes sends a ping to
 * another, chosen at random, and the next when its pong has come; all answer pings. An operation is
 * a ping with its pong.
 */
public final class ManyToMany implements Workload {

  private static final int PROCESSES = 120;

  /** Creates it. */
  public ManyToMany() {}

  private enum Word {
    GO,
    PONG,
    STOP
  }

  private record PekkoPing(ActorRef<Object> from) {}

  private record QueuePing(LinkedTransferQueue<Object> from) {}

  @Override
  public String name() {
    return "big";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, pings -> onDream(engines.node(), pings))
        .addPekko(ManyToMany::onPekko)
        .add(Contender.THREADS, ManyToMany::onThreads)
        .withBeam();
  }

  private static int each(int pings) {
    return Math.ceilDiv(pings, PROCESSES);
  }

  private static Measured measured(int pings, Finish finish, Runnable begin)
      throws InterruptedException {
    long begun = System.nanoTime();
    begin.run();
    finish.await();
    return Measured.perOperation(System.nanoTime() - begun, (long) PROCESSES * each(pings));
  }

  /** Chooses whom to ping, and how often. */
  private static final class Choice {

    private final Finish finish;
    private int seed;
    private int left;

    Choice(int seed, int pings, Finish finish) {
      this.seed = seed + 1;
      this.left = each(pings);
      this.finish = finish;
    }

    /** Returns the next one's number; negative: it has pinged enough. */
    int next() {
      if (left == 0) {
        finish.done();
        return -1;
      }
      left--;
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      return Integer.remainderUnsigned(seed, PROCESSES);
    }
  }

  private static Measured onDream(Node node, int pings) throws InterruptedException {
    Finish finish = new Finish(PROCESSES);
    List<Pid> all = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      Choice choice = new Choice(i, pings, finish);
      all.add(Dream.spawn(node, message -> take(message, choice, all)));
    }
    Measured measured =
        measured(pings, finish, () -> all.forEach(process -> node.send(process, Word.GO)));
    Dream.kill(node, all);
    return measured;
  }

  private static void take(Object message, Choice choice, List<Pid> all) {
    if (message instanceof Pid from) {
      send(from, Word.PONG);
      return;
    }
    int next = choice.next();
    if (next >= 0) {
      send(all.get(next), self());
    }
  }

  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int pings)
      throws Exception {
    Finish finish = new Finish(PROCESSES);
    List<ActorRef<Object>> all = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      all.add(Pekko.spawn(system, pekko(new Choice(i, pings, finish), all)));
    }
    Measured measured = measured(pings, finish, () -> all.forEach(actor -> actor.tell(Word.GO)));
    all.forEach(actor -> actor.tell(Word.STOP));
    return measured;
  }

  private static Behavior<Object> pekko(Choice choice, List<ActorRef<Object>> all) {
    return Behaviors.setup(
        context -> {
          PekkoPing ping = new PekkoPing(context.getSelf());
          return Behaviors.receiveMessage(
              message -> {
                if (message instanceof PekkoPing(ActorRef<Object> from)) {
                  from.tell(Word.PONG);
                  return Behaviors.same();
                }
                if (message == Word.STOP) {
                  return Behaviors.stopped();
                }
                int next = choice.next();
                if (next >= 0) {
                  all.get(next).tell(ping);
                }
                return Behaviors.same();
              });
        });
  }

  private static Measured onThreads(int pings) throws InterruptedException {
    Finish finish = new Finish(PROCESSES);
    List<LinkedTransferQueue<Object>> all =
        Stream.generate(LinkedTransferQueue::new).limit(PROCESSES).toList();
    for (int i = 0; i < PROCESSES; i++) {
      Choice choice = new Choice(i, pings, finish);
      var mine = all.get(i);
      Thread.startVirtualThread(() -> takeAll(mine, choice, all));
    }
    Measured measured = measured(pings, finish, () -> all.forEach(queue -> queue.add(Word.GO)));
    all.forEach(queue -> queue.add(Word.STOP));
    return measured;
  }

  private static void takeAll(
      LinkedTransferQueue<Object> mine, Choice choice, List<LinkedTransferQueue<Object>> all) {
    QueuePing ping = new QueuePing(mine);
    for (Object message = Threads.take(mine); message != Word.STOP; message = Threads.take(mine)) {
      if (message instanceof QueuePing(LinkedTransferQueue<Object> from)) {
        from.add(Word.PONG);
        continue;
      }
      int next = choice.next();
      if (next >= 0) {
        all.get(next).add(ping);
      }
    }
  }
}
