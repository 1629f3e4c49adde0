package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.spawnLink;
import static dev.dream.process.Processes.trapExit;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Dream;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Pekko;
import dev.dream.benchmarks.Threads;
import dev.dream.benchmarks.Workload;
import dev.dream.process.Callbacks;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.SpawnOptions;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A process starts another, linked to it, which ends at once, and takes its exit. An operation is
 * one such life. With Pekko it watches the other; a thread tells of its end by a queue.
 */
public final class LinkExit implements Workload {

  /** Creates it. */
  public LinkExit() {}

  @Override
  public String name() {
    return "link-exit";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, lives -> onDream(engines.node(), lives))
        .add(Contender.DREAM_BODY, lives -> onBodies(engines.node(), lives))
        .addPekko(LinkExit::onPekko)
        .add(Contender.THREADS, LinkExit::onThreads)
        .withBeam();
  }

  private static Measured onDream(Node node, int lives) throws InterruptedException {
    Finish finish = new Finish(1);
    Pid parent = node.spawn(new Parent(node, lives, finish), SpawnOptions.NONE);
    long begun = System.nanoTime();
    node.send(parent, "go");
    finish.await();
    long ended = System.nanoTime();
    Dream.kill(node, List.of(parent));
    return Measured.perOperation(ended - begun, lives);
  }

  private static final class Parent implements Callbacks {

    private static final SpawnOptions LINKED = SpawnOptions.NONE.linked(true);
    private static final Callbacks CHILD = new Child();

    private final Node node;
    private final Finish finish;
    private int left;

    Parent(Node node, int left, Finish finish) {
      this.node = node;
      this.left = left;
      this.finish = finish;
    }

    @Override
    public void begin() {
      trapExit(true);
    }

    @Override
    public void handle(Object goOrExit) {
      if (left-- == 0) {
        finish.done();
      } else {
        node.spawn(CHILD, LINKED);
      }
    }
  }

  private static final class Child implements Callbacks {

    @Override
    public void begin() {
      Processes.exit(ExitReason.NORMAL);
    }

    @Override
    public void handle(Object message) {}
  }

  private static Measured onBodies(Node node, int lives) throws InterruptedException {
    Finish finish = new Finish(1);
    long begun = System.nanoTime();
    node.spawn(
        () -> {
          trapExit(true);
          for (int i = 0; i < lives; i++) {
            spawnLink(() -> {});
            receive(Exit.class);
          }
          finish.done();
        },
        SpawnOptions.NONE);
    finish.await();
    return Measured.perOperation(System.nanoTime() - begun, lives);
  }

  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int lives)
      throws Exception {
    Finish finish = new Finish(1);
    long begun = System.nanoTime();
    Pekko.spawn(system, pekkoParent(lives, finish));
    finish.await();
    return Measured.perOperation(System.nanoTime() - begun, lives);
  }

  private static Behavior<Object> pekkoParent(int lives, Finish finish) {
    return Behaviors.setup(
        context -> {
          Behavior<Object> child = Behaviors.setup(_ -> Behaviors.stopped());
          int[] left = {lives};
          startOne(context, child);
          return Behaviors.receive(Object.class)
              .onSignal(
                  Terminated.class,
                  _ -> {
                    if (--left[0] == 0) {
                      finish.done();
                      return Behaviors.stopped();
                    }
                    startOne(context, child);
                    return Behaviors.same();
                  })
              .build();
        });
  }

  private static void startOne(ActorContext<Object> context, Behavior<Object> child) {
    context.watch(context.spawnAnonymous(child));
  }

  private static Measured onThreads(int lives) throws InterruptedException {
    var ends = new LinkedTransferQueue<Thread>();
    long begun = System.nanoTime();
    Thread.startVirtualThread(
            () -> {
              for (int i = 0; i < lives; i++) {
                Thread.startVirtualThread(() -> ends.add(Thread.currentThread()));
                Threads.take(ends);
              }
            })
        .join();
    return Measured.perOperation(System.nanoTime() - begun, lives);
  }
}
