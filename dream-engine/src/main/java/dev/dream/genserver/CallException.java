package dev.dream.genserver;

import dev.dream.process.Address;
import dev.dream.process.Delivery;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.ExitWords;
import dev.dream.process.Node;
import dev.dream.process.Overload;
import dev.dream.process.Pid;
import dev.dream.process.ReplySlot.Outcome;
import dev.dream.process.SystemFailure;
import dev.dream.process.Tally.CallOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call, or a stop, got no answer: the server does not exist, ended first, or was too slow. In a
 * process that does not catch it, the caller ends with the same reason.
 */
public sealed class CallException extends ExitException permits OverloadedException {

  private static final long serialVersionUID = 1L;

  private final CallOutcome outcome;

  CallException(String message, ExitReason reason, CallOutcome outcome) {
    super(message, reason);
    this.outcome = outcome;
  }

  /**
   * Returns which kind of failure this is. The reason does not always tell: a server may end with
   * the reason {@code timeout}.
   */
  public CallOutcome outcome() {
    return outcome;
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
    return of(node, what, to, limit, 0, outcome);
  }

  /**
   * The same, for a request that came after others.
   *
   * @param ahead how many messages the server will take before it
   */
  static CallException of(
      Node node, String what, Address to, Duration limit, long ahead, Outcome outcome) {
    String tried = ExitWords.tried(what, node, to);
    return switch (outcome) {
      case Outcome.Exited(ExitReason reason) ->
          new CallException(ExitWords.failed(tried, node, to, reason), reason, ended(reason));
      case Outcome.TimedOut() -> {
        String words = ExitWords.timedOut(tried, node, to, limit, ahead);
        yield new CallException(words, ExitReason.TIMEOUT, CallOutcome.TIMEOUT);
      }
      case Outcome.Interrupted() -> interrupted(tried);
      case Outcome.Answered(@Nullable Object answer) -> refused(tried, answer);
      case Outcome.NotDelivered(Delivery why) -> notDelivered(tried, why);
      case Outcome.Deadlock(List<Pid> circle) -> {
        String words = ExitWords.deadlock(tried, node, circle);
        // as in OTP, where it would come to that
        yield new CallException(words, ExitReason.TIMEOUT, CallOutcome.TIMEOUT);
      }
    };
  }

  /** Returns how something failed because there is no process, which is known why. */
  public static CallException nobody(String what, String why) {
    return new CallException(ExitWords.failed(what, why), ExitReason.NOPROC, CallOutcome.NOPROC);
  }

  /** Refuses a process that is about to wait for itself. */
  public static void refuseSelf(Node node, Address to) {
    Optional<Pid> self = node.self();
    if (self.isPresent() && self.equals(node.resolve(to))) {
      throw new CallException(
          ExitWords.callingSelf(node, to), ExitReason.CALLING_SELF, CallOutcome.EXIT);
    }
  }

  private static CallException refused(String tried, @Nullable Object answer) {
    String why =
        answer instanceof SystemFailure(Throwable cause)
            ? String.valueOf(cause.getMessage())
            : String.valueOf(answer);
    return new CallException(ExitWords.failed(tried, why), ExitReason.error(why), CallOutcome.EXIT);
  }

  private static CallException notDelivered(String tried, Delivery why) {
    String words = ExitWords.notDelivered(tried, why);
    return why instanceof Delivery.Refused(Overload overload)
        ? new OverloadedException(words, overload)
        : new CallException(words, ExitReason.error(why.toString()), CallOutcome.EXIT);
  }

  static CallException interrupted(String tried) {
    return new CallException(
        ExitWords.interrupted(tried), ExitReason.error("interrupted"), CallOutcome.EXIT);
  }

  private static CallOutcome ended(ExitReason reason) {
    return reason.equals(ExitReason.NOPROC) ? CallOutcome.NOPROC : CallOutcome.EXIT;
  }
}
