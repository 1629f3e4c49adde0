package dev.dream.process;

/** What an upper layer wraps around a message before it puts that into a mailbox. */
public interface Parcel {

  /** Returns the message, for reports and lists. Any thread. */
  Object content();

  /** Returns whether it means something without whoever sent it: a call does not. */
  default boolean canBeSentAgain() {
    return false;
  }

  /** Returns how its server takes it. */
  default MessageKind kind() {
    return MessageKind.INFO;
  }

  /** Returns how a server takes a message. */
  static MessageKind kindOf(Object message) {
    return message instanceof Parcel parcel ? parcel.kind() : MessageKind.INFO;
  }

  /** Returns a message as reports call it: what is in the parcel, or itself if it is none. */
  static Object open(Object message) {
    return message instanceof Parcel parcel ? parcel.content() : message;
  }
}
