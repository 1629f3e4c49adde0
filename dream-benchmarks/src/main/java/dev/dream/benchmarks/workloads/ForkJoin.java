package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.exit;
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
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.SpawnOptions;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A process starts others, sends each one message, and each ends when it has taken it. They come in
 * groups of {@value #GROUP}; the last of a group to take its message lets the next group begin. An
 * operation is one process's life.
 */
public final class ForkJoin implements Workload {

  private static final int GROUP = 1000;

  /** Creates it. */
  public ForkJoin() {}

  private enum Message {
    START,
    END
  }

  @Override
  public String name() {
    return "fork-join";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, lives -> onDream(engines.node(), lives))
        .add(Contender.DREAM_BODY, lives -> onBodies(engines.node(), lives))
        .addPekko(ForkJoin::onPekko)
        .add(Contender.THREADS, ForkJoin::onThreads)
        .withBeam();
  }

  private static Measured measured(Groups groups, Runnable begin) throws InterruptedException {
    long begun = System.nanoTime();
    begin.run();
    groups.finish.await();
    return Measured.perOperation(System.nanoTime() - begun, groups.lives);
  }

  /** How many groups are to begin, and how many of the present one still live. */
  private static final class Groups {

    private final Finish finish = new Finish(1);
    private final AtomicInteger living = new AtomicInteger();
    private final long lives;
    private int left;

    Groups(int lives) {
      this.left = Math.ceilDiv(lives, GROUP);
      this.lives = (long) left * GROUP;
    }

    /** Returns whether another group begins. */
    boolean begin() {
      if (left-- == 0) {
        finish.done();
        return false;
      }
      living.set(GROUP);
      return true;
    }

    boolean isLast() {
      return living.decrementAndGet() == 0;
    }
  }

  private static Measured onDream(Node node, int lives) throws InterruptedException {
    Groups groups = new Groups(lives);
    Pid spawner = Dream.spawn(node, _ -> startGroup(node, groups));
    Measured measured = measured(groups, () -> node.send(spawner, Message.START));
    Dream.kill(node, List.of(spawner));
    return measured;
  }

  private static void startGroup(Node node, Groups groups) {
    if (!groups.begin()) {
      return;
    }
    Pid spawner = self();
    Dream.Handler child =
        _ -> {
          if (groups.isLast()) {
            send(spawner, Message.START);
          }
          exit(ExitReason.NORMAL);
        };
    for (int i = 0; i < GROUP; i++) {
      send(Dream.spawn(node, child), Message.END);
    }
  }

  private static Measured onBodies(Node node, int lives) throws InterruptedException {
    Groups groups = new Groups(lives);
    Pid spawner = node.spawn(() -> startBodies(node, groups), SpawnOptions.NONE);
    return measured(groups, () -> node.send(spawner, Message.START));
  }

  private static void startBodies(Node node, Groups groups) {
    Pid spawner = self();
    for (receive(); groups.begin(); receive()) {
      for (int i = 0; i < GROUP; i++) {
        send(node.spawn(() -> endBody(groups, spawner), SpawnOptions.NONE), Message.END);
      }
    }
  }

  private static void endBody(Groups groups, Pid spawner) {
    receive();
    if (groups.isLast()) {
      send(spawner, Message.START);
    }
  }

  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int lives)
      throws Exception {
    Groups groups = new Groups(lives);
    Behavior<Message> behavior =
        Behaviors.setup(
            context -> {
              Behavior<Message> child = pekkoChild(groups, context.getSelf());
              return Behaviors.receiveMessage(
                  _ -> {
                    if (!groups.begin()) {
                      return Behaviors.stopped();
                    }
                    for (int i = 0; i < GROUP; i++) {
                      context.spawnAnonymous(child).tell(Message.END);
                    }
                    return Behaviors.same();
                  });
            });
    ActorRef<Message> spawner = Pekko.spawn(system, behavior);
    return measured(groups, () -> spawner.tell(Message.START));
  }

  private static Behavior<Message> pekkoChild(Groups groups, ActorRef<Message> spawner) {
    return Behaviors.receiveMessage(
        _ -> {
          if (groups.isLast()) {
            spawner.tell(Message.START);
          }
          return Behaviors.stopped();
        });
  }

  private static Measured onThreads(int lives) throws InterruptedException {
    Groups groups = new Groups(lives);
    return measured(groups, () -> Thread.startVirtualThread(() -> startThreads(groups)));
  }

  private static void startThreads(Groups groups) {
    Semaphore ended = new Semaphore(0);
    while (groups.begin()) {
      for (int i = 0; i < GROUP; i++) {
        var queue = new LinkedTransferQueue<Message>();
        Thread.startVirtualThread(() -> endThread(queue, groups, ended));
        queue.add(Message.END);
      }
      ended.acquireUninterruptibly();
    }
  }

  private static void endThread(
      LinkedTransferQueue<Message> queue, Groups groups, Semaphore ended) {
    Threads.take(queue);
    if (groups.isLast()) {
      ended.release();
    }
  }
}
