package dev.dream.model;

import dev.dream.process.ExitReason;

/** Exit reasons as observations write them: the model's, the engine's and the recorded alike. */
final class Words {

  /** What OTP calls the reason of a supervisor whose child did not start; the rest is free. */
  static final String CHILD_FAILED = "failed to start child";

  private Words() {}

  static String of(ExitReason reason) {
    return switch (reason) {
      case ExitReason.Plain plain -> plain.toString();
      case ExitReason.Shutdown(String detail) ->
          "shutdown: " + (detail.startsWith(CHILD_FAILED) ? CHILD_FAILED : detail);
      case ExitReason.Failure failure -> "error: " + failure.message();
    };
  }
}
