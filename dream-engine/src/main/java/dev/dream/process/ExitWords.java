package dev.dream.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The words for exits, and for waits that end in one: whatever layer tells of them, it says the
 * same. Elixir: {@code Exception.format_exit/1}.
 *
 * <p>{@code what} is what was tried: {@code call Add[by=5] to "counter" <0.42>}.
 */
public final class ExitWords {

  private static final int MESSAGE_SHOWN = 200;
  private static final int STATE_SHOWN = 200;
  private static final int FRAMES_SHOWN = 5;

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

  /**
   * A process took too long to answer; says what it has to do, and where its thread stands.
   *
   * @param ahead how many messages come before that which was not answered in time
   */
  public static String timedOut(String what, Node node, Address to, Duration timeout, long ahead) {
    String tried = timedOut(what, timeout);
    return node.info(to)
        .map(server -> tried + ": " + backlog(server, ahead) + standing(node, server))
        .orElse(tried);
  }

  private static String backlog(ProcessInfo server, long ahead) {
    String now = server.currentMessage();
    String oldest = ", oldest waiting " + Wording.of(server.oldestMessageAge());
    String queue =
        switch ((int) Math.min(ahead, 2)) {
          case 0 -> "no message ahead";
          case 1 -> "1 message ahead" + oldest;
          default -> ahead + " messages ahead" + oldest;
        };
    String since = server.busyFor().isZero() ? "" : " since " + Wording.of(server.busyFor());
    return queue + ", now handling " + (now == null ? "nothing" : now + since);
  }

  /** The upper end of the stack of a process that is at something; nothing if it is not. */
  private static String standing(Node node, ProcessInfo server) {
    if (server.currentMessage() == null) {
      return "";
    }
    return shown(node.stackOf(server.pid()));
  }

  private static String shown(List<StackTraceElement> stack) {
    return stack.stream()
        .limit(FRAMES_SHOWN)
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining());
  }

  /** An init was killed, since its time was up; says where its thread stood. */
  public static String lateInit(Duration limit, List<StackTraceElement> stack) {
    return "timeout: init did not come back within %s and was killed; give it more time, or do what lasts in handleContinue%s"
        .formatted(Wording.of(limit), shown(stack));
  }

  /** A mailbox took no more. */
  public static String notDelivered(String what, Delivery why) {
    return failed(
        what,
        switch (why) {
          case Delivery.Refused(Overload overload) ->
              "its mailbox is full: " + overload + "; send less, or give it more room or more time";
          case Delivery.Dropped() ->
              "its mailbox is full, and messages of this type are dropped then";
          case Delivery.ShuttingDown() -> "the engine is being shut down";
          case Delivery.Delivered(), Delivery.Nobody() -> why.toString();
        });
  }

  /** Processes would wait for each other for ever. */
  public static String deadlock(String what, Node node, List<Pid> circle) {
    return failed(
        what,
        circle.stream().map(node::describe).collect(Collectors.joining(" -> ", "deadlock: ", "")));
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
