package dev.dream.genserver;

import dev.dream.process.ExitReason;
import dev.dream.process.Overload;
import dev.dream.process.Tally.CallOutcome;

/**
 * A call was refused because too many messages waited for the server already, or because there are
 * as many servers as may be. Nothing of it was done; to try again makes sense once {@link
 * Overload#estimatedWait} has passed.
 */
public non-sealed class OverloadedException extends CallException {

  private static final long serialVersionUID = 1L;

  private final transient Overload overload;

  /** For this package and subclasses. */
  protected OverloadedException(String message, Overload overload) {
    super(message, ExitReason.error("overloaded"), CallOutcome.OVERLOADED);
    this.overload = overload;
  }

  /** Returns how many messages waited, and for how long. */
  public Overload overload() {
    return overload;
  }
}
