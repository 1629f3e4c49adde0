package dev.dream.process;

/** What is done with a message. */
public enum MessageKind {
  /** It is sent as a call, or taken by the callback for calls. */
  CALL,
  /** It is sent as a cast, or taken by the callback for casts. */
  CAST,
  /** It is taken by the callback for all others. */
  INFO
}
