package dev.dream.application;

/** Applications cannot be started: their dependencies do not work out, or one of them failed. */
public final class ApplicationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ApplicationException(String message) {
    super(message);
  }

  ApplicationException(String message, Throwable cause) {
    super(message, cause);
  }
}
