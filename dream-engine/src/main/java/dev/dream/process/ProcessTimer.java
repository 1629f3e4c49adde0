package dev.dream.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One timer. Its own monitor orders firing against cancelling: after a cancel the message is in the
 * mailbox or never comes. A timer to a pid is among that process's {@link Relations} and ends with
 * it; one to a name looks the name up when it fires. Lock order: the timer before the process. One
 * that runs no more knows neither process nor message, or whoever keeps its reference would keep
 * the dead.
 */
final class ProcessTimer {

  private final Node node;
  private final Address to;
  private @Nullable LocalProcess target;
  private @Nullable Object message;
  private @Nullable ScheduledFuture<?> future;

  ProcessTimer(Node node, Address to, @Nullable LocalProcess target) {
    this.node = node;
    this.to = to;
    this.target = target;
  }

  synchronized void start(Object what, Duration delay) {
    message = what;
    if (target != null && !join(target)) {
      stop();
      return;
    }
    future = node.timers().start(this::fire, Deadline.nanos(delay));
  }

  /** Returns how much time was left, or nothing if it is not running. */
  synchronized Optional<Duration> cancel() {
    Optional<Duration> left = left();
    stop();
    return left;
  }

  synchronized Optional<Duration> left() {
    if (message == null || future == null) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(Math.max(0, future.getDelay(TimeUnit.NANOSECONDS))));
  }

  /** Hears that the process it is for has ended. */
  synchronized void targetEnded() {
    stop();
  }

  synchronized void fire() {
    Object due = message;
    stop();
    if (due != null) {
      boolean found = node.kernel().deliver(to, due);
      if (!found) {
        node.tally().lostTimer();
      }
    }
  }

  private void stop() {
    message = null;
    if (future != null) {
      future.cancel(false);
      future = null;
    }
    if (target != null) {
      leave(target);
      target = null;
    }
  }

  private boolean join(LocalProcess process) {
    synchronized (process) {
      return process.isAlive() && process.relations().timers().add(this);
    }
  }

  private void leave(LocalProcess process) {
    synchronized (process) {
      Relations relations = process.relations;
      if (relations != null) {
        relations.timers().remove(this);
      }
    }
  }
}
