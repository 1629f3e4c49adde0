package dev.dream.benchmarks.workloads;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Dream;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Pekko;
import dev.dream.benchmarks.Workload;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A process begins to monitor a living one and stops again. An operation is both. With Pekko the
 * other takes part, so the run ends when it has. Plain threads have nothing of the kind.
 */
public final class MonitorDemonitor implements Workload {

  /** Creates it. */
  public MonitorDemonitor() {}

  @Override
  public String name() {
    return "monitor-demonitor";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, times -> onDream(engines.node(), times))
        .addPekko(MonitorDemonitor::onPekko)
        .withBeam();
  }

  private static Measured onDream(Node node, int times) throws InterruptedException {
    Pid target = Dream.spawn(node, _ -> {});
    Measured measured =
        Inside.callback(node, times, () -> Processes.demonitor(Processes.monitor(target)));
    Dream.kill(node, List.of(target));
    return measured;
  }

  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int times)
      throws Exception {
    Finish finish = new Finish(1);
    ActorRef<PekkoCounter.Command> target = Pekko.spawn(system, PekkoCounter.BEHAVIOR);
    ActorRef<Integer> watcher = Pekko.spawn(system, pekkoWatcher(target, finish));
    long begun = System.nanoTime();
    watcher.tell(times);
    finish.await();
    long ended = System.nanoTime();
    target.tell(PekkoCounter.Told.STOP);
    return Measured.perOperation(ended - begun, times);
  }

  /** The target answers when it has taken all that concerns its watchers. */
  private static Behavior<Integer> pekkoWatcher(
      ActorRef<PekkoCounter.Command> target, Finish finish) {
    return Behaviors.receive(
        (context, times) -> {
          for (int i = 0; i < times; i++) {
            context.watch(target);
            context.unwatch(target);
          }
          target.tell(new PekkoCounter.Get(context.getSelf()));
          return Behaviors.receiveMessage(
              _ -> {
                finish.done();
                return Behaviors.stopped();
              });
        });
  }
}
