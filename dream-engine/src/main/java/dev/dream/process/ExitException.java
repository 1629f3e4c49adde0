package dev.dream.process;

import org.jspecify.annotations.Nullable;

/**
 * An exit on its way up the stack of a process. A process that does not catch it ends with its
 * reason, and no crash is reported if that is an orderly one. Erlang: the class {@code exit}.
 */
public class ExitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ExitReason reason;

  /**
   * Creates an exit with this reason. It has a stack trace only if the reason is a crash without a
   * cause, which has one of its own.
   */
  public ExitException(ExitReason reason) {
    super(null, cause(reason), true, reason.isAbnormal() && cause(reason) == null);
    this.reason = reason;
  }

  /** Creates an exit with this reason and words of its own. */
  protected ExitException(String message, ExitReason reason) {
    super(message, cause(reason));
    this.reason = reason;
  }

  /** Returns its own words, or else why. */
  @Override
  public String getMessage() {
    String own = super.getMessage();
    return own == null ? "exit: " + reason : own; // put together only if somebody reads it
  }

  /** Returns why. */
  public ExitReason reason() {
    return reason;
  }

  private static @Nullable Throwable cause(ExitReason reason) {
    return reason instanceof ExitReason.Failure failure ? failure.cause() : null;
  }
}
