package dev.dream.process;

import dev.dream.process.ContextPropagation.Snapshot;

/** A message on its way, with what goes along with it. It is in mailboxes, and nowhere else. */
sealed interface Carried extends Parcel {

  /** Returns the message as it was put into the mailbox. */
  Object message();

  /** Returns what goes along. */
  Snapshot context();

  /** What somebody sent. */
  record Sent(Object message, Snapshot context) implements Carried {}

  /** What the engine sends itself, which does not count in a mailbox. */
  record Own(Object message, Snapshot context) implements Carried, EngineMessage {}

  @Override
  default Object content() {
    return Parcel.open(message());
  }

  @Override
  default boolean canBeSentAgain() {
    return !(message() instanceof Parcel parcel) || parcel.canBeSentAgain();
  }

  /** Puts a message and what goes along with it together. */
  static Object of(Object message, Snapshot context) {
    return switch (message) {
      case Carried carried -> carried; // on its way again
      case EngineMessage own -> new Own(own, context);
      default -> new Sent(message, context);
    };
  }

  /** Returns the message alone. */
  static Object open(Object element) {
    return element instanceof Carried carried ? carried.message() : element;
  }
}
