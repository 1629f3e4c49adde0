package dev.dream.process;

import dev.dream.inspect.Inspector;
import dev.dream.inspect.Thrown;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process has ended abnormally, by itself or by an exit signal; who dies of a link to it is not
 * reported again. It is text, bounded in size and without secrets ({@link
 * dev.dream.inspect.Redactor}), and holds nothing of the process: at most about 50 kilobytes.
 * Erlang: the crash report of proc_lib.
 *
 * @param at when
 * @param process who
 * @param name its name, or null
 * @param label what it called itself, or null
 * @param module what kind of process it was
 * @param reason why, as {@link Callbacks#formatStatus} shows it
 * @param reasonType that without what it says: the exception's type, or the reason's {@link
 *     ExitReason#kind}
 * @param thrown what was thrown, or null if it was nothing, or the report is brief
 * @param byItself whether its own code ended it, not an exit signal
 * @param isBrief whether it is one of very many of its module at that time, of which no state,
 *     message, stack and ancestors are shown, and which are not logged one by one
 * @param lastMessageType the type of the message in hand, or null; always null if an exit signal
 *     ended it, whose sender cannot look into it
 * @param lastMessage that message, as {@code formatStatus} shows it, null likewise
 * @param state its state, shown and null likewise
 * @param lastTypes the types of the last eight messages that it took, the latest last
 * @param ancestors its parent, that one's parent and so on, up to the first that has ended
 * @param mailboxDepth how many messages waited
 * @param startedAt when it was started
 * @param messagesHandled how many messages it has taken
 */
public record CrashReport(
    Instant at,
    Pid process,
    @Nullable String name,
    @Nullable String label,
    String module,
    String reason,
    String reasonType,
    @Nullable Thrown thrown,
    boolean byItself,
    boolean isBrief,
    @Nullable String lastMessageType,
    @Nullable String lastMessage,
    @Nullable String state,
    List<String> lastTypes,
    List<Ancestor> ancestors,
    int mailboxDepth,
    Instant startedAt,
    long messagesHandled)
    implements Report {

  /**
   * An ancestor, as it was then.
   *
   * @param process who
   * @param name its name, or null
   * @param module what kind of process it was, or null if it had ended
   */
  public record Ancestor(Pid process, @Nullable String name, @Nullable String module) {

    static Ancestor of(Pid pid) {
      LocalProcess living = pid.process();
      return living == null
          ? new Ancestor(pid, null, null)
          : new Ancestor(pid, living.name, living.module());
    }

    @Override
    public String toString() {
      return name == null ? process.toString() : '"' + name + "\" " + process;
    }
  }

  static CrashReport of(
      LocalProcess process, @Nullable String name, Inside inside, Inspector inspector) {
    String label = process.label();
    return new CrashReport(
        Instant.now(),
        process.pid,
        name,
        label == null ? null : inspector.inspect(label),
        process.module(),
        inside.reason(),
        inside.reasonType(),
        inside.thrown(),
        process.endedByItself,
        inside.isBrief(),
        inside.messageType(),
        inside.message(),
        inside.state(),
        process.lastTypes(),
        inside.isBrief() ? List.of() : process.ancestors().stream().map(Ancestor::of).toList(),
        process.mailbox.depth(),
        Instant.ofEpochMilli(process.startedMillis),
        process.taken());
  }
}
