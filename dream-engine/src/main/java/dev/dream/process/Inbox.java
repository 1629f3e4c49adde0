package dev.dream.process;

import dev.dream.process.Mailbox.Block;
import dev.dream.runtime.MailboxQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one process: its queue, and how much of it there may be.
 *
 * <p>{@code aside} is how many elements the bound does not count, less what the process has taken
 * out and put off, which it does count. It is changed atomically: by whoever pushes an {@link
 * EngineMessage}, before the push, and by the process when it has taken one. So the bound may be
 * off by those that are on their way in or out in this moment. {@code crowd} is made with the inbox
 * for a mailbox that blocks senders, or else by the first who is refused; that one of two is lost
 * does not matter then.
 */
final class Inbox extends MailboxQueue {

  private static final VarHandle ASIDE;

  static {
    try {
      ASIDE = MethodHandles.lookup().findVarHandle(Inbox.class, "aside", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Mailbox limits;
  private volatile int aside;
  private volatile @Nullable Crowd crowd;

  Inbox(Mailbox limits) {
    this.limits = limits;
    if (limits.overflow() instanceof Block) {
      crowd = new Crowd(new Room());
    }
  }

  /** Appends what may always come in. Any thread. */
  Push admit(Object message, long nanos) {
    if (message instanceof EngineMessage) {
      ASIDE.getAndAdd(this, 1); // first, or whoever finds it full by this one would wait for nobody
    }
    return push(message, nanos);
  }

  /** Appends somebody's message, if there is room for it. Any thread. */
  Push admitIfRoom(Object message, long nanos) {
    return offer(
        message, nanos, (int) Math.min(Integer.MAX_VALUE, (long) limits.capacity() + aside));
  }

  Mailbox limits() {
    return limits;
  }

  /** Returns where senders wait, if they do. */
  @Nullable Room room() {
    Crowd known = crowd;
    return known == null ? null : known.room();
  }

  /** Takes the oldest message. The process only. */
  @Nullable Object take() {
    return taken(poll());
  }

  /** Takes the oldest message that fits. The process only. */
  @Nullable Object take(Predicate<Object> fits) {
    return taken(poll(fits));
  }

  /** Takes the oldest that fits of those not seen yet. The process only. */
  @Nullable Object takeNew(Predicate<Object> fits) {
    return taken(pollNew(fits));
  }

  private @Nullable Object taken(@Nullable Object message) {
    if (message instanceof EngineMessage) {
      ASIDE.getAndAdd(this, -1);
    }
    if (crowd != null && message != null) {
      left();
    }
    return message;
  }

  /** Counts messages that the process has taken and put off, or no longer. The process only. */
  void hold(int more) {
    ASIDE.getAndAdd(this, -more);
    if (more < 0) {
      left();
    }
  }

  /** Tells those who wait for room, if any. */
  private void left() {
    Room room = room();
    if (room != null) {
      room.left();
    }
  }

  /**
   * Takes nothing any more, and hands on every message that is left of what somebody sent. The
   * process only, or its end.
   */
  void clear(Consumer<Object> leftover) {
    drain(element -> left(element, leftover));
    clearUnseen(leftover);
  }

  /** The same for those that the process has not seen. Any thread, once it has ended. */
  void clearUnseen(Consumer<Object> leftover) {
    close(element -> left(element, leftover));
  }

  private static void left(Object element, Consumer<Object> leftover) {
    if (!isEngines(element)) {
      leftover.accept(element);
    }
  }

  /** Returns whether it is no message that somebody sent. */
  static boolean isEngines(Object element) {
    return element instanceof EngineMessage || Parcel.open(element) instanceof EngineMessage;
  }

  /** Returns how long the oldest message has waited; zero if none does. Any thread. */
  Duration age() {
    long oldest = oldestNanos();
    return oldest == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, System.nanoTime() - oldest));
  }

  /**
   * Describes the crowd to one who was not let in.
   *
   * @param handled how many messages the process has taken in its life
   */
  Overload overload(long handled) {
    Crowd known = crowd;
    if (known == null) {
      known = new Crowd(null);
      crowd = known;
    }
    return known.overload(this, handled);
  }
}
