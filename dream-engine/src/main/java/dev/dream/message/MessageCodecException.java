package dev.dream.message;

import org.jspecify.annotations.Nullable;

/** A message could not be encoded or decoded. */
public final class MessageCodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception that says what was tried, why it failed and what to do. */
  public MessageCodecException(String message) {
    super(message);
  }

  /** Creates an exception that says so, with what the format's library threw. */
  public MessageCodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
