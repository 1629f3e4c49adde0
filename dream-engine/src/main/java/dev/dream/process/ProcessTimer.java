package dev.dream.process;

import dev.dream.runtime.TimerEntry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One timer. A timer to a pid is among that process's {@link Relations} and ends with it; one to a
 * name looks the name up when it fires. One that runs no more knows neither process nor message, or
 * whoever keeps its reference would keep the dead.
 *
 * <p>Who takes the message away fires it or cancels it, nobody else does. The timers' thread takes
 * and delivers it holding this timer's monitor, and a cancel that finds it taken waits for that: so
 * after a cancel the message is in the mailbox or never comes. The message is there before the
 * timer joins those of its process, and that before it starts: whoever ends the process takes the
 * message, or the start finds it dead. {@code sibling} is guarded by that process's monitor.
 */
final class ProcessTimer extends TimerEntry {

  private final Node node;
  private final Address to;
  @Nullable ProcessTimer sibling;

  ProcessTimer(Node node, Address to) {
    super(node.timers());
    this.node = node;
    this.to = to;
  }

  /**
   * Starts it.
   *
   * @param target whom it is to end with, if anybody
   */
  void start(@Nullable LocalProcess target, Object message, Duration delay) {
    load(message);
    if (target == null || join(target)) {
      node.timers().start(this, Deadline.nanos(delay));
    } else {
      cancel();
    }
  }

  /** Cancels it; returns how much time was left, or nothing if it was not running. */
  Optional<Duration> stop() {
    return shown(cancel());
  }

  /** Returns how much time is left, or nothing if it is not running. */
  Optional<Duration> timeLeft() {
    return shown(isRunning());
  }

  @Override
  protected synchronized void fire() {
    Object message = take();
    if (message != null && !node.kernel().deliver(to, message)) {
      node.tally().lostTimer();
    }
  }

  /** Returns the number to show it with. */
  long newNumber() {
    return node.newNumber();
  }

  private Optional<Duration> shown(boolean running) {
    if (!running) {
      awaitDelivery();
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(Math.max(0, left())));
  }

  private synchronized void awaitDelivery() {}

  private boolean join(LocalProcess process) {
    synchronized (process) {
      if (!process.isAlive()) {
        return false;
      }
      process.relations().timers().add(this);
      return true;
    }
  }
}
