package dev.dream.genserver;

import dev.dream.process.Address;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.ProcessName;
import dev.dream.process.ReplySlot.Outcome;
import dev.dream.process.SystemFailure;
import dev.dream.process.Wording;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call, or a stop, got no answer: the server does not exist, ended first, or was too slow. In a
 * process that does not catch it, the caller ends with the same reason.
 */
public final class CallException extends ExitException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 200;

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
    return switch (outcome) {
      case Outcome.Exited(ExitReason reason) -> exited(node, what, to, reason);
      case Outcome.TimedOut() -> timedOut(node, what, to, limit);
      case Outcome.Interrupted() -> interrupted(node, what, to);
      case Outcome.Answered(@Nullable Object answer) -> refused(node, what, to, answer);
    };
  }

  /** Refuses a process that is about to wait for itself. */
  public static void refuseSelf(Node node, Address to) {
    Optional<Pid> self = node.self();
    if (self.isPresent() && self.equals(node.resolve(to))) {
      throw callingSelf(node, to);
    }
  }

  private static CallException refused(
      Node node, String what, Address to, @Nullable Object answer) {
    String why = String.valueOf(answer);
    if (answer instanceof SystemFailure(Throwable cause)) {
      why = String.valueOf(cause.getMessage());
    }
    return new CallException(
        Wording.shortened(what, SHOWN) + " to " + node.describe(to) + " failed: " + why,
        ExitReason.error(why));
  }

  private static CallException exited(Node node, String what, Address to, ExitReason reason) {
    String why = reason.toString();
    if (reason == ExitReason.NOPROC) {
      why =
          to instanceof ProcessName
              ? "no process has that name; is its supervisor started? "
                  + Wording.someOf("registered", node.registered())
              : "the process is not alive";
    }
    return new CallException(
        Wording.shortened(what, SHOWN) + " to " + node.describe(to) + " failed: " + why, reason);
  }

  private static CallException timedOut(Node node, String what, Address to, Duration timeout) {
    String backlog = node.info(to).map(CallException::backlog).orElse("");
    return new CallException(
        Wording.shortened(what, SHOWN)
            + " to "
            + node.describe(to)
            + " timed out after "
            + Wording.of(timeout)
            + backlog,
        ExitReason.TIMEOUT);
  }

  private static CallException callingSelf(Node node, Address to) {
    return new CallException(
        node.describe(to)
            + " called itself: a server cannot wait for its own answer; use the state, or reply"
            + " later through From",
        ExitReason.CALLING_SELF);
  }

  private static CallException interrupted(Node node, String what, Address to) {
    return interrupted(Wording.shortened(what, SHOWN) + " to " + node.describe(to));
  }

  static CallException interrupted(String what) {
    return new CallException(
        what + " failed: the calling thread was interrupted", ExitReason.error("interrupted"));
  }

  private static String backlog(ProcessInfo server) {
    String now = server.currentMessage();
    return ": %d messages waiting, oldest for %s, now handling %s"
        .formatted(
            server.mailboxDepth(),
            Wording.of(server.oldestMessageAge()),
            now == null ? "nothing" : now);
  }
}
