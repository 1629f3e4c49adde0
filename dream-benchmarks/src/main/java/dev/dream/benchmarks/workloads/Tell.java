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

/**
 * Some processes send messages to one. On every engine a sender waits, after each {@value #WINDOW},
 * until the receiver has taken them: so mailboxes stay within bounds. An operation is a message.
 */
public final class Tell implements Workload {

  private static final int WINDOW = 10_000;

  private final int senders;

  /** Lets so many processes send. */
  public Tell(int senders) {
    this.senders = senders;
  }

  /** One of many; the last of a window says who waits. */
  private sealed interface Told {}

  private enum One implements Told {
    ONE,
    STOP
  }

  private record Last(Pid from) implements Told {}

  private record PekkoLast(ActorRef<Go> from) implements Told {}

  private record QueueLast(LinkedTransferQueue<Go> from) implements Told {}

  private enum Go {
    GO
  }

  @Override
  public String name() {
    return "tell-" + senders + "-1";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, messages -> onDream(engines.node(), messages))
        .add(Contender.DREAM_BODY, messages -> onBodies(engines.node(), messages))
        .addPekko(this::onPekko)
        .add(Contender.THREADS, this::onThreads)
        .withBeam();
  }

  private int each(int messages) {
    return Math.ceilDiv(messages, senders);
  }

  private Measured measured(long nanos, int messages) {
    return Measured.perOperation(nanos, (long) senders * each(messages));
  }

  private Measured onDream(Node node, int messages) throws InterruptedException {
    Finish finish = new Finish(senders);
    Pid receiver = Dream.spawn(node, Tell::acknowledge);
    List<Pid> all =
        new ArrayList<>(
            Stream.generate(() -> Dream.spawn(node, new Sender(receiver, each(messages), finish)))
                .limit(senders)
                .toList());
    long begun = System.nanoTime();
    all.forEach(sender -> node.send(sender, Go.GO));
    finish.await();
    long ended = System.nanoTime();
    all.add(receiver);
    Dream.kill(node, all);
    return measured(ended - begun, messages);
  }

  private static void acknowledge(Object told) {
    if (told instanceof Last(Pid from)) {
      send(from, Go.GO);
    }
  }

  private static final class Sender implements Dream.Handler {

    private final Pid to;
    private final Finish finish;
    private int left;

    Sender(Pid to, int left, Finish finish) {
      this.to = to;
      this.left = left;
      this.finish = finish;
    }

    @Override
    public void handle(Object go) {
      if (left == 0) {
        finish.done();
      } else {
        int size = Math.min(left, WINDOW);
        left -= size;
        for (int i = 1; i < size; i++) {
          send(to, One.ONE);
        }
        send(to, new Last(self()));
      }
    }
  }

  private Measured onBodies(Node node, int messages) throws InterruptedException {
    Finish finish = new Finish(senders);
    Pid receiver = node.spawn(Tell::receiveAll, SpawnOptions.NONE);
    long begun = System.nanoTime();
    for (int i = 0; i < senders; i++) {
      node.spawn(() -> sendAll(receiver, each(messages), finish), SpawnOptions.NONE);
    }
    finish.await();
    long ended = System.nanoTime();
    Dream.kill(node, List.of(receiver));
    return measured(ended - begun, messages);
  }

  private static void receiveAll() {
    while (true) {
      acknowledge(receive());
    }
  }

  private static void sendAll(Pid to, int count, Finish finish) {
    for (int left = count; left > 0; left -= WINDOW) {
      for (int i = 1; i < Math.min(left, WINDOW); i++) {
        send(to, One.ONE);
      }
      send(to, new Last(self()));
      receive();
    }
    finish.done();
  }

  private Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int messages)
      throws Exception {
    Finish finish = new Finish(senders);
    ActorRef<Told> receiver = Pekko.spawn(system, pekkoReceiver());
    List<ActorRef<Go>> all = new ArrayList<>();
    for (int i = 0; i < senders; i++) {
      all.add(Pekko.spawn(system, pekkoSender(receiver, each(messages), finish)));
    }
    long begun = System.nanoTime();
    all.forEach(sender -> sender.tell(Go.GO));
    finish.await();
    long ended = System.nanoTime();
    receiver.tell(One.STOP);
    return measured(ended - begun, messages);
  }

  private static Behavior<Told> pekkoReceiver() {
    return Behaviors.receiveMessage(
        told -> {
          if (told instanceof PekkoLast(ActorRef<Go> from)) {
            from.tell(Go.GO);
          }
          return told == One.STOP ? Behaviors.stopped() : Behaviors.same();
        });
  }

  private static Behavior<Go> pekkoSender(ActorRef<Told> to, int count, Finish finish) {
    return Behaviors.setup(
        context -> {
          PekkoLast last = new PekkoLast(context.getSelf());
          int[] left = {count};
          return Behaviors.receiveMessage(
              _ -> {
                if (left[0] == 0) {
                  finish.done();
                  return Behaviors.stopped();
                }
                int size = Math.min(left[0], WINDOW);
                left[0] -= size;
                for (int i = 1; i < size; i++) {
                  to.tell(One.ONE);
                }
                to.tell(last);
                return Behaviors.same();
              });
        });
  }

  private Measured onThreads(int messages) throws InterruptedException {
    Finish finish = new Finish(senders);
    var queue = new LinkedTransferQueue<Told>();
    Thread receiver = Thread.startVirtualThread(() -> takeAll(queue));
    long begun = System.nanoTime();
    for (int i = 0; i < senders; i++) {
      Thread.startVirtualThread(() -> addAll(queue, each(messages), finish));
    }
    finish.await();
    long ended = System.nanoTime();
    queue.add(One.STOP);
    receiver.join();
    return measured(ended - begun, messages);
  }

  private static void takeAll(LinkedTransferQueue<Told> queue) {
    for (Told told = One.ONE; told != One.STOP; told = Threads.take(queue)) {
      if (told instanceof QueueLast(LinkedTransferQueue<Go> from)) {
        from.add(Go.GO);
      }
    }
  }

  private static void addAll(LinkedTransferQueue<Told> queue, int count, Finish finish) {
    var mine = new LinkedTransferQueue<Go>();
    QueueLast last = new QueueLast(mine);
    for (int left = count; left > 0; left -= WINDOW) {
      for (int i = 1; i < Math.min(left, WINDOW); i++) {
        queue.add(One.ONE);
      }
      queue.add(last);
      Threads.take(mine);
    }
    finish.done();
  }
}
