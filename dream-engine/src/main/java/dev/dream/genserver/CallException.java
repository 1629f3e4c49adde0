package dev.dream.genserver;

import dev.dream.process.Address;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.ExitWords;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ReplySlot.Outcome;
import dev.dream.process.SystemFailure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call, or a stop, got no answer: the server does not exist, ended first, or was too slow. In a
 * process that does not catch it, the caller ends with the same reason.
 */
public final class CallException extends ExitException {

  private static final long serialVersionUID = 1L;

  private CallException(String message, ExitReason reason) {
    super(message, reason);
  }

  /**
   * Returns how waiting for an answer failed.
   *
   * @param what what was tried: {@code call Add[by=5]}
   * @param limit how long was waited
   * @param outcome not the answer that was wanted
   */
  public static CallException of(
      Node node, String what, Address to, Duration limit, Outcome outcome) {
    String tried = ExitWords.tried(what, node, to);
    return switch (outcome) {
      case Outcome.Exited(ExitReason reason) ->
          new CallException(ExitWords.failed(tried, node, to, reason), reason);
      case Outcome.TimedOut() ->
          new CallException(ExitWords.timedOut(tried, node, to, limit), ExitReason.TIMEOUT);
      case Outcome.Interrupted() -> interrupted(tried);
      case Outcome.Answered(@Nullable Object answer) -> refused(tried, answer);
    };
  }

  /** Refuses a process that is about to wait for itself. */
  public static void refuseSelf(Node node, Address to) {
    Optional<Pid> self = node.self();
    if (self.isPresent() && self.equals(node.resolve(to))) {
      throw new CallException(ExitWords.callingSelf(node, to), ExitReason.CALLING_SELF);
    }
  }

  private static CallException refused(String tried, @Nullable Object answer) {
    String why =
        answer instanceof SystemFailure(Throwable cause)
            ? String.valueOf(cause.getMessage())
            : String.valueOf(answer);
    return new CallException(ExitWords.failed(tried, why), ExitReason.error(why));
  }

  static CallException interrupted(String tried) {
    return new CallException(ExitWords.interrupted(tried), ExitReason.error("interrupted"));
  }
}
