package dev.dream.genserver;

import dev.dream.process.Address;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.ProcessInfo;
import dev.dream.process.ProcessName;
import dev.dream.process.Wording;
import java.time.Duration;

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

  static CallException exited(Node node, String what, Address to, ExitReason reason) {
    String why = reason.toString();
    if (reason == ExitReason.NOPROC) {
      why =
          to instanceof ProcessName
              ? "no process has that name; is its supervisor started? "
                  + Wording.someOf("registered", node.registered())
              : "the process is not alive";
    }
    return new CallException(
        shortened(what) + " to " + node.describe(to) + " failed: " + why, reason);
  }

  static CallException timedOut(Node node, String what, Address to, Duration timeout) {
    String backlog = node.resolve(to).flatMap(node::info).map(CallException::backlog).orElse("");
    return new CallException(
        shortened(what)
            + " to "
            + node.describe(to)
            + " timed out after "
            + Wording.of(timeout)
            + backlog,
        ExitReason.TIMEOUT);
  }

  static CallException callingSelf(Node node, Address to) {
    return new CallException(
        node.describe(to)
            + " called itself: a server cannot wait for its own answer; use the state, or reply"
            + " later through From",
        ExitReason.CALLING_SELF);
  }

  static CallException interrupted(Node node, String what, Address to) {
    return interrupted(shortened(what) + " to " + node.describe(to));
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

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
