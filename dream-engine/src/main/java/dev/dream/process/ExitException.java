package dev.dream.process;

/**
 * An exit on its way up the stack of a process. A process that does not catch it ends with its
 * reason, and no crash is reported if that is an orderly one. Erlang: the class {@code exit}.
 */
public class ExitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ExitReason reason;

  /** Creates an exit with this reason. */
  public ExitException(ExitReason reason) {
    this("exit: " + reason, reason);
  }

  /** Creates an exit with this reason and words of its own. */
  protected ExitException(String message, ExitReason reason) {
    super(message, reason instanceof ExitReason.Failure failure ? failure.cause() : null);
    this.reason = reason;
  }

  /** Returns why. */
  public ExitReason reason() {
    return reason;
  }
}
