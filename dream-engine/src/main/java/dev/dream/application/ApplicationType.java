package dev.dream.application;

import dev.dream.process.ExitReason;

/** What it means for the engine when an application's tree ends without having been stopped. */
public enum ApplicationType {
  /** Nothing goes on without it: all applications are stopped. */
  PERMANENT,
  /**
   * The same, unless it ended with reason normal. A supervisor that gives up ends with shutdown.
   */
  TRANSIENT,
  /** It is reported, and the others go on. */
  TEMPORARY;

  boolean isFatal(ExitReason reason) {
    return switch (this) {
      case PERMANENT -> true;
      case TRANSIENT -> reason != ExitReason.NORMAL;
      case TEMPORARY -> false;
    };
  }
}
