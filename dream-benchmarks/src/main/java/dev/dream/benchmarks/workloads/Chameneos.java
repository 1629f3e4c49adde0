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
import org.jspecify.annotations.Nullable;

/**
 * After Savina's "chameneos": {@value #CREATURES} creatures ask a mall for a meeting; it tells
 * every two that meet each other's colour, they change theirs and ask again. An operation is a
 * meeting.
 */
public final class Chameneos implements Workload {

  private static final int CREATURES = 100;

  /** Creates it. */
  public Chameneos() {}

  /** A colour, which is also how a creature is told of the other's. */
  private enum Colour {
    BLUE,
    RED,
    YELLOW;

    private static final Colour[] ALL = values();

    /** Returns what a creature is after it has met another: the third colour, or the same. */
    Colour after(Colour other) {
      return this == other ? this : ALL[3 - ordinal() - other.ordinal()];
    }
  }

  private enum Word {
    GO,
    STOP
  }

  /** A creature that asks for a meeting. */
  private record Ask<A>(A who, Colour colour) {

    /** Returns one for each colour, as messages that can be sent again and again. */
    static <A> List<Ask<A>> ofEach(A who) {
      return Stream.of(Colour.ALL).map(colour -> new Ask<>(who, colour)).toList();
    }
  }

  /** The mall's state, on any engine. */
  private static final class Mall<A> {

    private final Finish finish = new Finish(1);
    private int left;
    private @Nullable Ask<A> waiting;

    Mall(int meetings) {
      this.left = meetings;
    }

    /** Takes one that asks; returns with whom it meets, if anybody waits. */
    @Nullable Ask<A> take(Ask<A> ask) {
      Ask<A> other = waiting;
      if (left == 0 || other == null) {
        waiting = ask;
        return null;
      }
      waiting = null;
      if (--left == 0) {
        finish.done();
      }
      return other;
    }
  }

  @Override
  public String name() {
    return "chameneos";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, meetings -> onDream(engines.node(), meetings))
        .addPekko(Chameneos::onPekko)
        .add(Contender.THREADS, Chameneos::onThreads)
        .withBeam();
  }

  private static Measured measured(int meetings, Finish finish, Runnable begin)
      throws InterruptedException {
    long begun = System.nanoTime();
    begin.run();
    finish.await();
    return Measured.perOperation(System.nanoTime() - begun, meetings);
  }

  private static Measured onDream(Node node, int meetings) throws InterruptedException {
    Mall<Pid> mall = new Mall<>(meetings);
    Pid mallPid = Dream.spawn(node, ask -> introduce(mall, ask));
    List<Pid> all = new ArrayList<>();
    for (int i = 0; i < CREATURES; i++) {
      all.add(Dream.spawn(node, new Creature(mallPid, Colour.ALL[i % 3])));
    }
    Measured measured =
        measured(
            meetings, mall.finish, () -> all.forEach(creature -> node.send(creature, Word.GO)));
    all.add(mallPid);
    Dream.kill(node, all);
    return measured;
  }

  @SuppressWarnings("unchecked") // it is asked by creatures only
  private static void introduce(Mall<Pid> mall, Object message) {
    Ask<Pid> ask = (Ask<Pid>) message;
    Ask<Pid> other = mall.take(ask);
    if (other != null) {
      send(other.who(), ask.colour());
      send(ask.who(), other.colour());
    }
  }

  private static final class Creature implements Dream.Handler {

    private final Pid mall;
    private Colour colour;
    private @Nullable List<Ask<Pid>> asks;

    Creature(Pid mall, Colour colour) {
      this.mall = mall;
      this.colour = colour;
    }

    @Override
    public void handle(Object message) {
      if (message instanceof Colour other) {
        colour = colour.after(other);
      }
      List<Ask<Pid>> known = asks;
      if (known == null) {
        known = Ask.ofEach(self());
        asks = known;
      }
      send(mall, known.get(colour.ordinal()));
    }
  }

  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int meetings)
      throws Exception {
    Mall<ActorRef<Object>> mall = new Mall<>(meetings);
    ActorRef<Object> mallRef = Pekko.spawn(system, pekkoMall(mall));
    List<ActorRef<Object>> all = new ArrayList<>();
    for (int i = 0; i < CREATURES; i++) {
      all.add(Pekko.spawn(system, pekkoCreature(mallRef, Colour.ALL[i % 3])));
    }
    Measured measured =
        measured(meetings, mall.finish, () -> all.forEach(creature -> creature.tell(Word.GO)));
    all.forEach(creature -> creature.tell(Word.STOP));
    mallRef.tell(Word.STOP);
    return measured;
  }

  @SuppressWarnings("unchecked") // it is asked by creatures only
  private static Behavior<Object> pekkoMall(Mall<ActorRef<Object>> mall) {
    return Behaviors.receiveMessage(
        message -> {
          if (message == Word.STOP) {
            return Behaviors.stopped();
          }
          Ask<ActorRef<Object>> ask = (Ask<ActorRef<Object>>) message;
          Ask<ActorRef<Object>> other = mall.take(ask);
          if (other != null) {
            other.who().tell(ask.colour());
            ask.who().tell(other.colour());
          }
          return Behaviors.same();
        });
  }

  private static Behavior<Object> pekkoCreature(ActorRef<Object> mall, Colour first) {
    return Behaviors.setup(
        context -> {
          List<Ask<ActorRef<Object>>> asks = Ask.ofEach(context.getSelf());
          Colour[] colour = {first};
          return Behaviors.receiveMessage(
              message -> {
                if (message == Word.STOP) {
                  return Behaviors.stopped();
                }
                if (message instanceof Colour other) {
                  colour[0] = colour[0].after(other);
                }
                mall.tell(asks.get(colour[0].ordinal()));
                return Behaviors.same();
              });
        });
  }

  private static Measured onThreads(int meetings) throws InterruptedException {
    Mall<LinkedTransferQueue<Object>> mall = new Mall<>(meetings);
    var asked = new LinkedTransferQueue<Object>();
    Thread.startVirtualThread(() -> introduceAll(mall, asked));
    List<LinkedTransferQueue<Object>> all =
        Stream.generate(LinkedTransferQueue::new).limit(CREATURES).toList();
    for (int i = 0; i < CREATURES; i++) {
      var mine = all.get(i);
      Colour first = Colour.ALL[i % 3];
      Thread.startVirtualThread(() -> meetAll(mine, asked, first));
    }
    Measured measured =
        measured(meetings, mall.finish, () -> all.forEach(queue -> queue.add(Word.GO)));
    all.forEach(queue -> queue.add(Word.STOP));
    asked.add(Word.STOP);
    return measured;
  }

  @SuppressWarnings("unchecked") // it is asked by creatures only
  private static void introduceAll(
      Mall<LinkedTransferQueue<Object>> mall, LinkedTransferQueue<Object> asked) {
    for (Object message = Threads.take(asked);
        message != Word.STOP;
        message = Threads.take(asked)) {
      var ask = (Ask<LinkedTransferQueue<Object>>) message;
      var other = mall.take(ask);
      if (other != null) {
        other.who().add(ask.colour());
        ask.who().add(other.colour());
      }
    }
  }

  private static void meetAll(
      LinkedTransferQueue<Object> mine, LinkedTransferQueue<Object> mall, Colour first) {
    List<Ask<LinkedTransferQueue<Object>>> asks = Ask.ofEach(mine);
    Colour colour = first;
    for (Object message = Threads.take(mine); message != Word.STOP; message = Threads.take(mine)) {
      if (message instanceof Colour other) {
        colour = colour.after(other);
      }
      mall.add(asks.get(colour.ordinal()));
    }
  }
}
