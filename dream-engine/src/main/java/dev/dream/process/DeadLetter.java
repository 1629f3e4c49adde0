package dev.dream.process;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message that reached nobody.
 *
 * @param number which one it was, in the life of the engine
 * @param at when that was found
 * @param reason why
 * @param type what kind of message
 * @param message the message itself, without what an upper layer wrapped around it
 * @param from the process that sent it, if it was one and is known: that of a message that had
 *     waited in a mailbox is not
 * @param to whom it was for: by name, if that had one
 */
public record DeadLetter(
    long number,
    Instant at,
    Reason reason,
    String type,
    Object message,
    @Nullable Pid from,
    Address to) {

  /** Why a message reached nobody. */
  public enum Reason {
    /** There was no such process. */
    NO_PROCESS,
    /** It waited in the mailbox when its process ended. */
    UNHANDLED,
    /** Its process crashed while it handled this, and the message was to be kept. */
    CRASHED,
    /** The mailbox was full. */
    REFUSED,
    /** The mailbox was full, and messages of this type are dropped then. */
    DROPPED,
    /** It was a call whose caller did not wait any more when its turn came. */
    EXPIRED,
    /** A test lost it on purpose; see {@link Faults}. */
    FAULT,
    /** The engine was being shut down and took no messages from outside. */
    SHUTTING_DOWN;

    /** Returns the words that logs and metrics use. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
