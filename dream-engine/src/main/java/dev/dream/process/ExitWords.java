package dev.dream.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The words for exits, and for waits that end in one: whatever layer tells of them, it says the
 * same. Elixir: {@code Exception.format_exit/1}.
 *
 * <p>{@code what} is what was tried: {@code call Add[by=5] to "counter" <0.42>}.
 */
public final class ExitWords {

  private static final int MESSAGE_SHOWN = 200;
  private static final int STATE_SHOWN = 200;

  private ExitWords() {}

  /** Returns what was tried on whom. */
  public static String tried(String what, Node node, Address to) {
    return Wording.shortened(what, MESSAGE_SHOWN) + " to " + node.describe(to);
  }

  /** Something failed for a reason in words. */
  public static String failed(String what, String why) {
    return what + " failed: " + why;
  }

  /** Something failed because a process ended. */
  public static String failed(String what, ExitReason reason) {
    return failed(what, reason.toString());
  }

  /** Something failed because the process at an address ended, or does not exist. */
  public static String failed(String what, Node node, Address to, ExitReason reason) {
    return reason == ExitReason.NOPROC ? failed(what, nobody(node, to)) : failed(what, reason);
  }

  private static String nobody(Node node, Address to) {
    return to instanceof ProcessName
        ? "no process has that name; is its supervisor started? " + node.kernel().someRegistered()
        : "the process is not alive";
  }

  /** Something took too long. */
  public static String timedOut(String what, Duration timeout) {
    return what + " timed out after " + Wording.of(timeout);
  }

  /** A process took too long to answer; says what it has to do. */
  public static String timedOut(String what, Node node, Address to, Duration timeout) {
    return timedOut(what, timeout) + node.info(to).map(ExitWords::backlog).orElse("");
  }

  private static String backlog(ProcessInfo server) {
    String now = server.currentMessage();
    return ": %d messages waiting, oldest for %s, now handling %s"
        .formatted(
            server.mailboxDepth(),
            Wording.of(server.oldestMessageAge()),
            now == null ? "nothing" : now);
  }

  /** A thread that is no process's was interrupted while it waited. */
  public static String interrupted(String what) {
    return failed(what, "the calling thread was interrupted");
  }

  /** A server was about to wait for itself. */
  public static String callingSelf(Node node, Address to) {
    return node.describe(to)
        + " called itself: a server cannot wait for its own answer; use the state, or reply later"
        + " through From";
  }

  /** A process has crashed: what happened, and below it what the process was like. */
  static String crashed(CrashReport report) {
    String who = report.name() == null ? "" : '"' + report.name() + "\" ";
    List<String> lines = new ArrayList<>();
    lines.add(who + report.process() + " " + how(report) + ": " + report.reason());
    if (report.label() != null) {
      lines.add("label: " + report.label());
    }
    if (report.state() != null) {
      lines.add("state: " + Wording.shortened(report.state(), STATE_SHOWN));
    }
    if (report.lastTypes().size() > 1) {
      lines.add("last messages: " + String.join(", ", report.lastTypes()));
    }
    if (report.mailboxDepth() > 0) {
      lines.add("messages waiting: " + report.mailboxDepth());
    }
    if (!report.ancestors().isEmpty()) {
      List<String> ancestors = report.ancestors().stream().map(Object::toString).toList();
      lines.add("ancestors: " + Wording.someOf(ancestors));
    }
    return String.join("\n    ", lines);
  }

  private static String how(CrashReport report) {
    if (!report.byItself()) {
      return "was ended by an exit signal";
    }
    String message = report.lastMessageType();
    return message == null ? "crashed" : "crashed handling " + message;
  }
}
