package dev.dream.spring.boot.actuate;

import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.ChildInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process in a list.
 *
 * @param pid the process
 * @param name its registered name, if it has one
 * @param module what kind of process it is
 * @param status waiting, runnable, running or exited
 * @param mailbox how many messages wait
 * @param oldestMillis how long the oldest of them has waited
 * @param parent who spawned it
 * @param restarts how often its supervisor restarted it, if it has one
 */
public record ProcessSummary(
    String pid,
    @Nullable String name,
    String module,
    String status,
    int mailbox,
    long oldestMillis,
    @Nullable String parent,
    @Nullable Long restarts) {

  static ProcessSummary of(ProcessInfo info, Optional<ChildInfo> child) {
    return new ProcessSummary(
        PidText.of(info.pid()),
        info.registeredName(),
        info.module(),
        Words.of(info.status()),
        info.mailboxDepth(),
        info.oldestMessageAge().toMillis(),
        PidText.ofNullable(info.parent()),
        child.map(ChildInfo::restarts).orElse(null));
  }
}
