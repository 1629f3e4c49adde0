package dev.dream.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * How many messages may wait for a process, and what becomes of one more, or of the one in hand
 * when the process crashes. Only messages that somebody sent, cast or called with count and are
 * refused; signals, replies, timers, system requests and what supervisors and tasks tell each other
 * always come in. What is there is never thrown out. Immutable; each method returns a changed copy.
 *
 * @param capacity how many may wait
 * @param overflow what happens to a sender that finds so many
 * @param dropped the types of messages that are not worth a refusal: when full, they are dropped
 *     and counted, whatever else is said
 * @param skipsExpired whether calls whose callers do not wait any more are left out, and counted,
 *     when their turn comes; in OTP they are served
 * @param inHand what becomes of the message that a callback process was handling when it crashed
 */
public record Mailbox(
    int capacity, Overflow overflow, Set<Class<?>> dropped, boolean skipsExpired, Fate inHand) {

  /** As in OTP: no bound but memory. */
  public static final Mailbox UNBOUNDED =
      new Mailbox(Integer.MAX_VALUE, new Refuse(), Set.of(), false, Fate.DROPPED);

  /** What processes have if nothing else is said: a hundred thousand messages, then refusals. */
  public static final Mailbox DEFAULT = of(100_000);

  /** Refuses impossible values and copies the set. */
  public Mailbox {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "a mailbox's capacity must be at least 1, but was " + capacity);
    }
    dropped = Set.copyOf(dropped);
  }

  /** What happens to a sender that finds the mailbox full. */
  public sealed interface Overflow {}

  /**
   * The message is refused. Who calls or tries is told; what was cast or sent is a dead letter, and
   * its sender goes on.
   */
  public record Refuse() implements Overflow {}

  /**
   * The sender waits for room, and is refused if there is none in time.
   *
   * @param most how long it waits
   */
  public record Block(Duration most) implements Overflow {

    /** Refuses a time that is none. */
    public Block {
      if (!most.isPositive()) {
        throw new IllegalArgumentException(
            "a sender's waiting time must be positive, but was " + most);
      }
    }
  }

  /** What becomes of the message in hand. */
  public enum Fate {
    /** It is gone, as in OTP: it may be what made the process crash. */
    DROPPED,
    /** It is a {@link DeadLetter} with reason crashed. */
    DEAD_LETTERED,
    /**
     * It is a dead letter, which the supervisor sends to the next incarnation; if that crashes of
     * it as well, it stays one. So does a call, whose caller has been told, and the message of a
     * process that was killed, whose code may still run.
     */
    RETRIED_ONCE
  }

  /** Returns a mailbox for so many messages, which refuses more. */
  public static Mailbox of(int capacity) {
    return UNBOUNDED.capacity(capacity);
  }

  /** Returns this mailbox for so many messages. */
  public Mailbox capacity(int most) {
    return new Mailbox(most, overflow, dropped, skipsExpired, inHand);
  }

  /** Returns this mailbox with senders that wait so long for room. */
  public Mailbox blocking(Duration most) {
    return new Mailbox(capacity, new Block(most), dropped, skipsExpired, inHand);
  }

  /** Returns this mailbox that, when full, also drops and counts messages of this type. */
  public Mailbox dropping(Class<?> type) {
    Set<Class<?>> types = new HashSet<>(dropped);
    types.add(type);
    return new Mailbox(capacity, overflow, types, skipsExpired, inHand);
  }

  /** Returns this mailbox, which leaves out calls whose callers do not wait any more, or not. */
  public Mailbox skippingExpired(boolean skips) {
    return new Mailbox(capacity, overflow, dropped, skips, inHand);
  }

  /** Returns this mailbox with another fate for the message in hand at a crash. */
  public Mailbox inHand(Fate fate) {
    return new Mailbox(capacity, overflow, dropped, skipsExpired, fate);
  }

  /** Returns whether a message is of a type to be dropped. */
  boolean drops(Object message) {
    return !dropped.isEmpty() && dropped.stream().anyMatch(type -> type.isInstance(message));
  }
}
