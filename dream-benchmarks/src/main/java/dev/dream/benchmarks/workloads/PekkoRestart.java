package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Pekko;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * {@link SupervisedRestart} with actors. One restarts in its place and keeps its mailbox, so it is
 * asked at once. For all there is no strategy: their parent stops those that are left when it hears
 * of the crash, and starts all anew when all have stopped.
 */
final class PekkoRestart {

  private PekkoRestart() {}

  static Measured one(ActorSystem<SpawnProtocol.Command> system, int times) throws Exception {
    Finish finish = new Finish(1);
    ActorRef<PekkoCounter.Command> child =
        Pekko.spawn(
            system,
            Behaviors.supervise(PekkoCounter.BEHAVIOR)
                .onFailure(SupervisorStrategy.restart().withLoggingEnabled(false)));
    ActorRef<Integer> driver = Pekko.spawn(system, driver(child, times, finish));
    long begun = System.nanoTime();
    driver.tell(0);
    finish.await();
    long ended = System.nanoTime();
    child.tell(PekkoCounter.Told.STOP);
    return Measured.perOperation(ended - begun, times);
  }

  private static Behavior<Integer> driver(
      ActorRef<PekkoCounter.Command> child, int times, Finish finish) {
    return Behaviors.setup(
        context -> {
          PekkoCounter.Get get = new PekkoCounter.Get(context.getSelf());
          int[] left = {times};
          return Behaviors.receiveMessage(
              _ -> {
                if (left[0]-- == 0) {
                  finish.done();
                  return Behaviors.stopped();
                }
                child.tell(PekkoCounter.Told.CRASH);
                child.tell(get);
                return Behaviors.same();
              });
        });
  }

  static Measured all(ActorSystem<SpawnProtocol.Command> system, int children, int times)
      throws Exception {
    Finish ready = new Finish(1);
    Finish finish = new Finish(1);
    ActorRef<Integer> parent =
        Pekko.spawn(
            system,
            Behaviors.setup(
                context -> new Parent(context, children, times, ready, finish).start()));
    ready.await();
    long begun = System.nanoTime();
    parent.tell(1);
    finish.await();
    return Measured.perOperation(System.nanoTime() - begun, times);
  }

  /** The parent of all. Its fields are its own, but for the count of those that have begun. */
  private static final class Parent {

    private static final int ALL_BEGAN = 0;

    private final ActorContext<Integer> context;
    private final int size;
    private final Finish ready;
    private final Finish finish;
    private final ActorRef<Integer> self;
    private final PekkoCounter.Get get;
    private final AtomicInteger begun = new AtomicInteger();
    private final Behavior<PekkoCounter.Command> child = Behaviors.setup(_ -> begin());
    private final List<ActorRef<PekkoCounter.Command>> children = new ArrayList<>();
    private boolean started;
    private int ended;
    private int left;

    Parent(ActorContext<Integer> context, int size, int left, Finish ready, Finish finish) {
      this.context = context;
      this.size = size;
      this.left = left;
      this.ready = ready;
      this.finish = finish;
      this.self = context.getSelf();
      this.get = new PekkoCounter.Get(self);
    }

    Behavior<Integer> start() {
      startAll();
      return Behaviors.receive(Integer.class)
          .onMessageEquals(ALL_BEGAN, this::allBegan)
          .onAnyMessage(_ -> answered())
          .onSignal(Terminated.class, _ -> ended())
          .build();
    }

    private void startAll() {
      ended = 0;
      begun.set(0);
      children.clear();
      for (int i = 0; i < size; i++) {
        ActorRef<PekkoCounter.Command> next = context.spawnAnonymous(child);
        context.watch(next);
        children.add(next);
      }
    }

    /** Runs in a child. */
    private Behavior<PekkoCounter.Command> begin() {
      if (begun.incrementAndGet() == size) {
        self.tell(ALL_BEGAN);
      }
      return PekkoCounter.BEHAVIOR;
    }

    private Behavior<Integer> allBegan() {
      if (started) {
        children.getLast().tell(get);
      } else {
        started = true;
        ready.done();
      }
      return Behaviors.same();
    }

    /** Takes the answer of a child, or the word to begin. */
    private Behavior<Integer> answered() {
      if (left-- == 0) {
        finish.done();
        return Behaviors.stopped();
      }
      children.getLast().tell(PekkoCounter.Told.CRASH);
      return Behaviors.same();
    }

    private Behavior<Integer> ended() {
      if (ended++ == 0) {
        children.forEach(context::stop);
      }
      if (ended == size) {
        startAll();
      }
      return Behaviors.same();
    }
  }
}
