package dev.dream.process;

/** An operation that needs a living process was tried on another. Erlang: the error noproc. */
public final class NoSuchProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoSuchProcessException(String message) {
    super(message);
  }
}
