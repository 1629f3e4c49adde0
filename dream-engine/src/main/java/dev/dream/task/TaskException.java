package dev.dream.task;

import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.ExitWords;
import java.time.Duration;

/**
 * Waiting for a task was in vain: it ended without a reply, or the time ran out. In a process that
 * does not catch it, the owner ends with the same reason.
 */
public final class TaskException extends ExitException {

  private static final long serialVersionUID = 1L;

  private TaskException(String message, ExitReason reason) {
    super(message, reason);
  }

  static TaskException exited(String what, ExitReason reason) {
    return new TaskException(ExitWords.failed(what, reason), reason);
  }

  static TaskException timedOut(String what, Duration timeout) {
    return new TaskException(ExitWords.timedOut(what, timeout), ExitReason.TIMEOUT);
  }
}
