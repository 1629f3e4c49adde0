package dev.dream.genserver;

import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.ExitWords;

/** A process was to be started and is not there. */
public final class StartException extends ExitException {

  private static final long serialVersionUID = 1L;

  private final transient StartResult result;

  /** Creates it for a result that is not {@link StartResult.Started}. */
  public StartException(String what, StartResult result) {
    super(ExitWords.failed("start " + what, words(result)), reason(result));
    this.result = result;
  }

  /** Returns how the start ended. */
  public StartResult result() {
    return result;
  }

  private static String words(StartResult result) {
    return switch (result) {
      case StartResult.Started(var pid) -> "it runs as " + pid;
      case StartResult.Ignored() -> "init answered ignore";
      case StartResult.AlreadyStarted(var pid) ->
          "its name belongs to " + pid + ", already started";
      case StartResult.Failed failed -> failed.why();
    };
  }

  private static ExitReason reason(StartResult result) {
    return result instanceof StartResult.Failed(var reason, _)
        ? reason
        : ExitReason.error(words(result));
  }
}
