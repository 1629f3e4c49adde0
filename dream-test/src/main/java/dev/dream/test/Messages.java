package dev.dream.test;

import dev.dream.Dream;
import dev.dream.process.Pid;
import java.util.function.Predicate;

/**
 * To which messages something happens: of those that somebody sends, casts or calls. Signals,
 * replies, timers and system requests are never among them. Immutable.
 */
public final class Messages {

  private static final Messages ALL = new Messages("all messages", _ -> true, Victims.any());

  private final String words;
  private final Predicate<Object> fits;
  private final Victims receivers;

  private Messages(String words, Predicate<Object> fits, Victims receivers) {
    this.words = words;
    this.fits = fits;
    this.receivers = receivers;
  }

  /** Returns all messages but those to supervisors. */
  public static Messages all() {
    return ALL;
  }

  /** Returns the messages of this type: requests, casts, or whatever is sent. */
  public static Messages of(Class<?> type) {
    return new Messages(type.getSimpleName(), type::isInstance, ALL.receivers);
  }

  /** Returns the messages for which this is true. */
  public static Messages where(Predicate<Object> fits) {
    return new Messages("some messages", fits, ALL.receivers);
  }

  /** Returns those of these that are for one of these processes. */
  public Messages to(Victims newReceivers) {
    return new Messages(words, fits, newReceivers);
  }

  /** Returns whether this message is one of them. */
  boolean include(Dream dream, Pid to, Object message) {
    return fits.test(message) && receivers.include(dream, to);
  }

  @Override
  public String toString() {
    return receivers == ALL.receivers ? words : words + " to " + receivers;
  }
}
