package dev.dream.task;

import static dev.dream.process.Processes.cancelTimer;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.label;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.trapExit;

import dev.dream.process.AliasedMonitor;
import dev.dream.process.Body;
import dev.dream.process.Down;
import dev.dream.process.EngineMessage;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.process.TimerRef;
import dev.dream.supervisor.ChildException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process between a stream's owner and its tasks: starts them, kills those that take too long,
 * and tells the owner of each end. It traps exits if the owner does; if not, a crash of a linked
 * task goes through it to the owner. Elixir: {@code Task.Supervised.stream_monitor}.
 */
final class StreamMonitor implements Body {

  private final Node node;
  private final Pid owner;
  private final boolean trap;
  private final Duration timeout;
  private final Spawner spawner;
  private final Map<Ref, Running> running = new HashMap<>();

  StreamMonitor(Node node, Pid owner, boolean trap, Duration timeout, Spawner spawner) {
    this.node = node;
    this.owner = owner;
    this.trap = trap;
    this.timeout = timeout;
    this.spawner = spawner;
  }

  /** The owner has begun to watch. */
  record Begin(AliasedMonitor watch) implements EngineMessage {}

  /** The owner wants one more task. */
  record Spawn(int position) implements EngineMessage {}

  /** The owner wants no more of it. */
  record Stop() implements EngineMessage {}

  private record TimeUp(Ref task) implements EngineMessage {}

  private record Running(
      int position, Spawner.Spawned task, @Nullable TimerRef timer, boolean timedOut) {

    Running killed() {
      return new Running(position, task, timer, true);
    }
  }

  @Override
  public void run() {
    trapExit(trap);
    label("async stream of " + node.describe(owner));
    Ref ownersEnd = monitor(owner);
    Object first = receive(message -> message instanceof Begin || isDown(ownersEnd, message));
    if (first instanceof Begin(AliasedMonitor watch)) {
      while (goesOn(receive(), watch, ownersEnd)) {}
    }
  }

  /** Handles one message; returns false if that was the last. */
  private boolean goesOn(Object message, AliasedMonitor watch, Ref ownersEnd) {
    switch (message) {
      case Spawn(int position) -> {
        return spawn(position, watch) || waitForEnd(ownersEnd);
      }
      case TimeUp(Ref task) -> timeUp(task);
      case Stop() -> {
        stop();
        return false;
      }
      case Down(Ref ref, _, ExitReason reason) when ref.equals(ownersEnd) -> {
        ownerEnded(reason);
        return false;
      }
      case Down(Ref ref, _, ExitReason reason) -> taskEnded(ref, reason, watch);
      default -> {} // exits of tasks, told by their monitors as well
    }
    return true;
  }

  private boolean spawn(int position, AliasedMonitor watch) {
    try {
      Spawner.Spawned task = spawner.spawn(owner);
      Ref ref = monitor(task.pid());
      running.put(ref, new Running(position, task, startTimer(ref), false));
      tell(watch, new StreamSignal.Spawned(watch.ref(), position, task.pid()));
      return true;
    } catch (ChildException refusal) {
      tell(watch, new StreamSignal.Full(watch.ref(), refusal));
      return false;
    }
  }

  private @Nullable TimerRef startTimer(Ref task) {
    return timeout.equals(Processes.INFINITY)
        ? null
        : node.kernel().deliverAfter(self(), new TimeUp(task), timeout);
  }

  private void timeUp(Ref ref) {
    Running task = running.get(ref);
    if (task != null && !task.timedOut()) {
      running.put(ref, task.killed()); // its Down will come
      node.kernel().unlinkAndExit(task.task().pid(), ExitReason.KILL);
    }
  }

  private void taskEnded(Ref ref, ExitReason reason, AliasedMonitor watch) {
    Running task = running.remove(ref);
    if (task == null) {
      return;
    }
    if (task.timer() != null) {
      cancelTimer(task.timer());
    }
    tell(watch, new StreamSignal.Ended(watch.ref(), task.position(), reason, task.timedOut()));
  }

  private void tell(AliasedMonitor watch, StreamSignal signal) {
    node.kernel().deliver(watch.alias(), signal);
  }

  /** After a refusal: the owner will fail, and stop the stream. */
  private boolean waitForEnd(Ref ownersEnd) {
    Object last = receive(message -> message instanceof Stop || isDown(ownersEnd, message));
    if (last instanceof Down down) {
      ownerEnded(down.reason());
    } else {
      stop();
    }
    return false;
  }

  private void stop() {
    trapExit(true);
    running.values().forEach(task -> exit(task.task().pid(), ExitReason.KILL));
    running.keySet().forEach(ref -> receive(message -> isDown(ref, message)));
  }

  /** Ends in order itself: the owner's end has been reported, and only tasks are left to hear. */
  private void ownerEnded(ExitReason reason) {
    for (Running task : running.values()) {
      if (task.task().linked()) {
        exit(task.task().pid(), reason);
      }
    }
  }

  private static boolean isDown(Ref ref, Object message) {
    return message instanceof Down down && down.ref().equals(ref);
  }
}
