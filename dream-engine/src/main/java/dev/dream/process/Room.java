package dev.dream.process;

import dev.dream.runtime.MailboxQueue.Push;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where senders wait for room in one mailbox.
 *
 * <p><b>No wake-up is lost.</b> A sender first enters {@code waiting}, then tries to push, and
 * parks only if that fails. The process first takes a message out, then, behind a full fence, looks
 * into {@code waiting}. So of the two either the sender finds the room or the process finds the
 * sender. The process wakes the first without removing it: whoever leaves, for whatever reason,
 * wakes the next, so that room for two is not seen by one only. There is no order among senders:
 * one that does not wait may come before those that do.
 */
final class Room {

  private final Queue<Sleeper> waiting = new ConcurrentLinkedQueue<>();

  /** Waits for room, and puts the message there; returns false if there was none in time. */
  boolean enter(LocalProcess target, Object message, long nanos) {
    Sleeper self = Sleeper.current(target.node.timers());
    AtomicBoolean inside = new AtomicBoolean();
    waiting.add(self);
    try {
      self.sleep(
          () -> {
            Push push = target.admit(message, null);
            inside.setPlain(push != Push.FULL && push != Push.CLOSED);
            return push != Push.FULL || !target.isAlive();
          },
          nanos);
      self.requireAlive();
      return inside.getPlain();
    } finally {
      waiting.remove(self);
      wakeFirst();
    }
  }

  /** Says that there is room again. The process only. */
  void left() {
    VarHandle.fullFence();
    wakeFirst();
  }

  /** Lets everybody go: the process has ended. */
  void close() {
    VarHandle.fullFence();
    waiting.forEach(Sleeper::wake);
  }

  private void wakeFirst() {
    Sleeper first = waiting.peek();
    if (first != null) {
      first.wake();
    }
  }
}
