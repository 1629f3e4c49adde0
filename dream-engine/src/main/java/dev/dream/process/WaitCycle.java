package dev.dream.process;

import dev.dream.runtime.EngineThread;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds processes that wait for each other's answers in a circle, at the moment in which the circle
 * closes.
 *
 * <p>A process that is about to wait first says for which slot, by a volatile write, and then looks
 * whether whom it asked waits as well. Of two that close a circle at the same time each writes
 * before it looks, so at least one sees the other. Both may; so whoever sees that there is
 * something to look at does so under this object's monitor, and if it finds a circle takes its own
 * wait back before it lets go of the monitor: the other then finds none.
 *
 * <p>Who waits for an answer hangs on the process that was asked only while that has the request
 * still in its mailbox or in hand. If it has put the answer off, somebody else may give it: that is
 * {@link ReplySlot#isDeferred}, and no link of the chain.
 */
final class WaitCycle {

  /** A chain as long as this is taken for endless, though it may not come back to its beginning. */
  private static final int LONGEST = 1_000;

  /**
   * Says that the calling process waits for a slot; returns the circle that this closes, from the
   * caller to itself, or nothing. With a circle, it does not wait.
   */
  List<LocalProcess> enter(EngineThread thread, LocalProcess self, ReplySlot slot) {
    thread.await(slot);
    LocalProcess asked = slot.asked();
    if (asked == null || awaitedBy(asked) == null) {
      return List.of();
    }
    synchronized (this) {
      List<LocalProcess> circle = circle(self, asked);
      if (!circle.isEmpty()) {
        thread.await(null);
      }
      return circle;
    }
  }

  /** Returns the slot for which the last of a circle waits, if it still does: for the first. */
  static @Nullable ReplySlot last(List<LocalProcess> circle) {
    ReplySlot slot = awaitedBy(circle.get(circle.size() - 2));
    return slot != null && slot.asked() == circle.getFirst() ? slot : null;
  }

  private static List<LocalProcess> circle(LocalProcess self, LocalProcess asked) {
    List<LocalProcess> chain = new ArrayList<>(List.of(self));
    LocalProcess next = asked;
    while (next != null && chain.size() < LONGEST) {
      chain.add(next);
      if (next == self) {
        return chain;
      }
      ReplySlot slot = awaitedBy(next);
      next = slot == null ? null : slot.asked();
    }
    return List.of();
  }

  /** Returns the slot for which a process waits and that only whom it asked can fill, if any. */
  private static @Nullable ReplySlot awaitedBy(LocalProcess process) {
    EngineThread thread = process.isAlive() ? process.runner : null;
    return thread != null
            && thread.awaited() instanceof ReplySlot slot
            && process.pid.equals(slot.caller()) // and not who ran on that thread before
            && slot.isOpen()
            && !slot.isDeferred()
        ? slot
        : null;
  }
}
