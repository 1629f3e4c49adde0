package dev.dream.supervisor;

import dev.dream.process.EngineMessage;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.TimerRef;
import org.jspecify.annotations.Nullable;

/**
 * One wait of a child for its restart, and the message that tells its supervisor that the time has
 * come. Used by the supervisor's process only, but for {@link #next}. It equals itself only, so one
 * that was given up is known as such even when it is in the mailbox already.
 */
final class DelayedRestart implements EngineMessage {

  private final Child child;
  private final NextRestart next;
  private @Nullable TimerRef timer;

  DelayedRestart(Child child, NextRestart next) {
    this.child = child;
    this.next = next;
  }

  Child child() {
    return child;
  }

  NextRestart next() {
    return next;
  }

  /** Has itself sent to the supervisor in its time; the timer ends with the supervisor. */
  void start(Node node, Pid supervisor) {
    timer = node.kernel().deliverAfter(supervisor, this, next.delay());
  }

  void cancel() {
    if (timer != null) {
      Processes.cancelTimer(timer);
    }
  }

  @Override
  public String toString() {
    return "restart of " + child + ' ' + next;
  }
}
