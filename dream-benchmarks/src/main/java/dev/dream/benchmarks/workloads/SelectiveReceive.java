package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Pekko;
import dev.dream.benchmarks.Threads;
import dev.dream.benchmarks.Workload;
import dev.dream.process.Node;
import dev.dream.process.SpawnOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;

/**
 * A process takes the one message it wants from behind others, which stay. An operation is to send
 * oneself such a message and to take it.
 *
 * <p>An actor cannot leave messages where they are: it stashes what it does not want, and takes it
 * up again when it has what it wanted.
 */
public final class SelectiveReceive implements Workload {

  private static final String WANTED = "wanted";

  private final int others;

  /** Creates it with so many messages that are not wanted. */
  public SelectiveReceive(int others) {
    this.others = others;
  }

  @Override
  public String name() {
    return "selective-receive-" + others;
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM_BODY, times -> onBody(engines.node(), times))
        .addPekko(this::onPekko)
        .add(Contender.THREADS, this::onThreads)
        .withBeam();
  }

  private Measured onBody(Node node, int times) throws InterruptedException {
    Finish finish = new Finish(1);
    long[] nanos = {0};
    node.spawn(
        () -> {
          for (int i = 0; i < others; i++) {
            send(self(), i);
          }
          long begun = System.nanoTime();
          for (int i = 0; i < times; i++) {
            send(self(), WANTED);
            receive(WANTED::equals);
          }
          nanos[0] = System.nanoTime() - begun;
          finish.done();
        },
        SpawnOptions.NONE);
    finish.await();
    return Measured.perOperation(nanos[0], times);
  }

  private Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int times) throws Exception {
    Finish finish = new Finish(1);
    ActorRef<Object> process = Pekko.spawn(system, pekkoProcess(times, finish));
    for (int i = 0; i < others; i++) {
      process.tell(i);
    }
    long begun = System.nanoTime();
    process.tell(WANTED);
    finish.await();
    return Measured.perOperation(System.nanoTime() - begun, times);
  }

  private Behavior<Object> pekkoProcess(int times, Finish finish) {
    return Behaviors.withStash(
        others + 1,
        stash -> Behaviors.setup(context -> new Stashing(context, stash, times, finish).waiting()));
  }

  private static final class Stashing {

    private final ActorContext<Object> context;
    private final StashBuffer<Object> stash;
    private final Finish finish;
    private final Behavior<Object> waiting = Behaviors.receiveMessage(this::take);
    private int left;

    Stashing(ActorContext<Object> context, StashBuffer<Object> stash, int left, Finish finish) {
      this.context = context;
      this.stash = stash;
      this.left = left;
      this.finish = finish;
    }

    Behavior<Object> waiting() {
      return waiting;
    }

    private Behavior<Object> take(Object message) {
      if (!WANTED.equals(message)) {
        stash.stash(message);
        return Behaviors.same();
      }
      if (--left == 0) {
        finish.done();
        return Behaviors.stopped();
      }
      context.getSelf().tell(WANTED);
      return stash.unstashAll(waiting);
    }
  }

  private Measured onThreads(int times) throws InterruptedException {
    long[] nanos = {0};
    Thread.startVirtualThread(
            () -> {
              Scanned mailbox = new Scanned();
              for (int i = 0; i < others; i++) {
                mailbox.queue.add(i);
              }
              long begun = System.nanoTime();
              for (int i = 0; i < times; i++) {
                mailbox.queue.add(WANTED);
                mailbox.take(WANTED::equals);
              }
              nanos[0] = System.nanoTime() - begun;
            })
        .join();
    return Measured.perOperation(nanos[0], times);
  }

  /** A queue, and what its reader did not want yet. */
  private static final class Scanned {

    final LinkedTransferQueue<Object> queue = new LinkedTransferQueue<>();
    private final List<Object> seen = new ArrayList<>();

    Object take(Predicate<Object> wanted) {
      for (Iterator<Object> each = seen.iterator(); each.hasNext(); ) {
        Object message = each.next();
        if (wanted.test(message)) {
          each.remove();
          return message;
        }
      }
      Object message = Threads.take(queue);
      while (!wanted.test(message)) {
        seen.add(message);
        message = Threads.take(queue);
      }
      return message;
    }
  }
}
