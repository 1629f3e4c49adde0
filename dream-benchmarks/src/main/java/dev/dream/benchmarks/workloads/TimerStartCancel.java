package dev.dream.benchmarks.workloads;

import static dev.dream.process.Processes.cancelTimer;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.sendAfter;

import dev.dream.benchmarks.Contender;
import dev.dream.benchmarks.Contenders;
import dev.dream.benchmarks.Engines;
import dev.dream.benchmarks.Finish;
import dev.dream.benchmarks.Measured;
import dev.dream.benchmarks.Pekko;
import dev.dream.benchmarks.Workload;
import dev.dream.process.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A process sends itself a message in five seconds and cancels that. An operation is both: what
 * nearly every timeout comes to.
 */
public final class TimerStartCancel implements Workload {

  private static final Duration DELAY = Duration.ofSeconds(5);
  private static final String MESSAGE = "time is up";

  /** Creates it. */
  public TimerStartCancel() {}

  @Override
  public String name() {
    return "timer-start-cancel";
  }

  @Override
  public List<Contender> contenders(Engines engines) {
    return new Contenders(name(), engines)
        .add(Contender.DREAM, times -> onDream(engines.node(), times))
        .addPekko(TimerStartCancel::onPekko)
        .add(Contender.THREADS, TimerStartCancel::onThreads)
        .withBeam();
  }

  private static Measured onDream(Node node, int times) throws InterruptedException {
    return Inside.callback(node, times, () -> cancelTimer(sendAfter(self(), MESSAGE, DELAY)));
  }

  private static Measured onPekko(ActorSystem<SpawnProtocol.Command> system, int times)
      throws Exception {
    Finish finish = new Finish(1);
    long[] nanos = {0};
    ActorRef<String> process = Pekko.spawn(system, pekkoProcess(times, nanos, finish));
    process.tell("go");
    finish.await();
    return Measured.perOperation(nanos[0], times);
  }

  private static Behavior<String> pekkoProcess(int times, long[] nanos, Finish finish) {
    return Behaviors.receive(
        (context, _) -> {
          ActorRef<String> self = context.getSelf();
          nanos[0] = Inside.nanos(times, () -> context.scheduleOnce(DELAY, self, MESSAGE).cancel());
          finish.done();
          return Behaviors.stopped();
        });
  }

  private static Measured onThreads(int times) throws InterruptedException {
    var queue = new LinkedTransferQueue<String>();
    long[] nanos = {0};
    try (var timers = new ScheduledThreadPoolExecutor(1)) {
      timers.setRemoveOnCancelPolicy(true);
      Runnable operation =
          () ->
              timers
                  .schedule(() -> queue.add(MESSAGE), DELAY.toMillis(), TimeUnit.MILLISECONDS)
                  .cancel(false);
      Thread.startVirtualThread(() -> nanos[0] = Inside.nanos(times, operation)).join();
    }
    return Measured.perOperation(nanos[0], times);
  }
}
