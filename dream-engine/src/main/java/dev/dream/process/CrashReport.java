package dev.dream.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process has ended abnormally, by itself or by an exit signal; who dies of a link to it is not
 * reported again. Erlang: the crash report of proc_lib.
 *
 * @param at when
 * @param process who
 * @param name its name, or null
 * @param label what it called itself, or null
 * @param module what kind of process it was
 * @param reason why, as {@link Callbacks#formatStatus} shows it
 * @param byItself whether its own code ended it, not an exit signal
 * @param lastMessage the message in hand, as {@code formatStatus} shows it, or null; always null if
 *     an exit signal ended it, whose sender cannot look into it
 * @param state its state, shown and null likewise
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
    ExitReason reason,
    boolean byItself,
    @Nullable Object lastMessage,
    @Nullable Object state,
    List<Pid> ancestors,
    int mailboxDepth,
    Instant startedAt,
    long messagesHandled)
    implements Report {

  static CrashReport of(LocalProcess process, @Nullable String name, Status shown) {
    return new CrashReport(
        Instant.now(),
        process.pid,
        name,
        process.label,
        process.module(),
        shown.reason() == null ? process.finalReason() : shown.reason(),
        process.endedByItself,
        shown.message(),
        shown.state(),
        process.ancestors(),
        process.mailbox.depth(),
        Instant.ofEpochMilli(process.startedMillis),
        process.taken());
  }
}
