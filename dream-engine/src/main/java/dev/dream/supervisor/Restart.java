package dev.dream.supervisor;

import dev.dream.process.ExitReason;

/** When a supervisor starts an ended child again. */
public enum Restart {
  /** Always. */
  PERMANENT,
  /** Only if it ended abnormally; see {@link ExitReason#isAbnormal}. */
  TRANSIENT,
  /** Never; the supervisor forgets it. */
  TEMPORARY;

  boolean appliesTo(ExitReason reason) {
    return switch (this) {
      case PERMANENT -> true;
      case TRANSIENT -> reason.isAbnormal();
      case TEMPORARY -> false;
    };
  }
}
