package dev.dream.spring.boot.actuate;

import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.ChildInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process in a list.
 *
 * @param pid the process
 * @param name its registered name, if it has one
 * @param label what it calls itself, if it does
 * @param module what kind of process it is
 * @param status waiting, runnable, suspended, running or exited
 * @param mailbox how many messages wait
 * @param oldestMillis how long the oldest of them has waited
 * @param busyMillis how long it has been seen to handle one message, waiting included; 0 if not for
 *     long
 * @param messagesHandled how many messages it has taken
 * @param rate how many it takes in a second, lately
 * @param startedAt when it was started
 * @param parent who spawned it
 * @param ancestors its parent, that one's parent and so on, as far as they live
 * @param dictionaryKeys the keys in its process dictionary, if it has any
 * @param registryKeys its keys in registries, if it has any
 * @param child its id as a child, if it has a supervisor
 * @param restarts how often its supervisor restarted it, if it has one
 */
public record ProcessSummary(
    String pid,
    @Nullable String name,
    @Nullable String label,
    String module,
    String status,
    int mailbox,
    long oldestMillis,
    long busyMillis,
    long messagesHandled,
    double rate,
    Instant startedAt,
    @Nullable String parent,
    List<String> ancestors,
    @Nullable List<String> dictionaryKeys,
    @Nullable List<RegistryKey> registryKeys,
    @Nullable String child,
    @Nullable Long restarts) {

  static ProcessSummary of(
      ProcessInfo info, double rate, Optional<ChildInfo> child, List<RegistryKey> registryKeys) {
    return new ProcessSummary(
        PidText.of(info.pid()),
        info.registeredName(),
        LabelText.of(info.label()),
        info.module(),
        Words.of(info.status()),
        info.mailboxDepth(),
        info.oldestMessageAge().toMillis(),
        info.busyFor().toMillis(),
        info.messagesHandled(),
        rate,
        info.startedAt(),
        PidText.ofNullable(info.parent()),
        PidText.ofAll(info.ancestors()),
        unlessEmpty(info.dictionaryKeys()),
        unlessEmpty(registryKeys),
        child.map(ChildInfo::id).orElse(null),
        child.map(ChildInfo::restarts).orElse(null));
  }

  private static <T> @Nullable List<T> unlessEmpty(List<T> list) {
    return list.isEmpty() ? null : list;
  }
}
