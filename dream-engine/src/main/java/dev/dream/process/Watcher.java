package dev.dream.process;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to know of a process's end: a monitor, or a caller that waits for its answer.
 * It is a node of the list in the target's {@link Relations}; the target's monitor guards its
 * fields.
 */
abstract class Watcher {

  private @Nullable Watcher previous;
  private @Nullable Watcher next;
  private boolean attached;

  /** Hears that the target has ended. Called once at most, by whoever ended it. */
  abstract void down(Pid target, ExitReason reason);

  /**
   * Starts to watch.
   *
   * @return false if the target has ended already; nobody will be told then
   */
  final boolean attach(LocalProcess target) {
    synchronized (target) {
      if (!target.isAlive()) {
        return false;
      }
      Relations relations = target.relations();
      Watcher head = relations.watchers;
      next = head;
      if (head != null) {
        head.previous = this;
      }
      relations.watchers = this;
      attached = true;
      return true;
    }
  }

  /** Stops watching, if it still does. */
  final void detach(LocalProcess target) {
    synchronized (target) {
      Relations relations = target.relations;
      if (!attached || relations == null) {
        return;
      }
      attached = false;
      if (previous == null) {
        relations.watchers = next;
      } else {
        previous.next = next;
      }
      if (next != null) {
        next.previous = previous;
      }
      previous = null;
      next = null;
    }
  }

  /** Returns the watcher that came before this one; for the walk over a dead process's list. */
  final @Nullable Watcher following() {
    return next;
  }
}
