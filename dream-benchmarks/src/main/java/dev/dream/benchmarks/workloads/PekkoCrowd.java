package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Pekko;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Children of one actor. */
final class PekkoCrowd implements Crowd {

  private enum Message {
    BEGIN,
    END
  }

  private final ActorSystem<SpawnProtocol.Command> system;
  private final ActorRef<?>[] children;
  private final Finish begun;
  private final Finish ended = new Finish(1);
  private final Behavior<Message> child;
  private @Nullable ActorRef<Message> parent;

  private PekkoCrowd(
      ActorSystem<SpawnProtocol.Command> system, int size, Finish begun, Behavior<Message> child) {
    this.system = system;
    this.children = new ActorRef<?>[size];
    this.begun = begun;
    this.child = child;
  }

  /** Returns actors that share one behaviour. */
  static Crowd plain(ActorSystem<SpawnProtocol.Command> system, int size) {
    Finish begun = new Finish(size);
    Behavior<Message> shared =
        Behaviors.receiveMessage(
            _ -> {
              begun.done();
              return Behaviors.same();
            });
    return new PekkoCrowd(system, size, begun, shared);
  }

  /** Returns actors with a counter as state, each restarted when it fails. */
  static Crowd supervised(ActorSystem<SpawnProtocol.Command> system, int size) {
    Finish begun = new Finish(size);
    Behavior<Message> shared =
        Behaviors.supervise(counter(0, begun)).onFailure(SupervisorStrategy.restart());
    return new PekkoCrowd(system, size, begun, shared);
  }

  private static Behavior<Message> counter(int count, Finish begun) {
    return Behaviors.receiveMessage(
        _ -> {
          begun.done();
          return counter(count + 1, begun);
        });
  }

  @Override
  public void start() throws Exception {
    ActorRef<Message> started = Pekko.spawn(system, parent());
    parent = started;
    started.tell(Message.BEGIN);
    begun.await();
  }

  private Behavior<Message> parent() {
    return Behaviors.setup(
        context ->
            Behaviors.receive(Message.class)
                .onMessageEquals(
                    Message.BEGIN,
                    () -> {
                      spawnAll(context);
                      return Behaviors.same();
                    })
                .onMessageEquals(Message.END, Behaviors::stopped)
                .onSignal(
                    PostStop.class,
                    _ -> {
                      ended.done();
                      return Behaviors.same();
                    })
                .build());
  }

  private void spawnAll(ActorContext<Message> context) {
    for (int i = 0; i < children.length; i++) {
      ActorRef<Message> started = context.spawnAnonymous(child);
      children[i] = started;
      started.tell(Message.BEGIN);
    }
  }

  @Override
  public void end() throws InterruptedException {
    if (parent != null) {
      parent.tell(Message.END);
    }
    ended.await();
  }
}
