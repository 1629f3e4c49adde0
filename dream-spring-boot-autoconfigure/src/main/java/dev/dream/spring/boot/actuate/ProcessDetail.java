package dev.dream.spring.boot.actuate;

import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.ChildInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Everything about one process.
 *
 * @param pid the process
 * @param name its registered name, if it has one
 * @param module what kind of process it is
 * @param status waiting, runnable, running or exited
 * @param mailbox its mailbox
 * @param currentMessage the type of the message in hand, if it handles one
 * @param links the linked processes
 * @param monitors what it monitors, by pid or name
 * @param monitoredBy who monitors it
 * @param trapExit whether it traps exits
 * @param parent who spawned it
 * @param startedAt when
 * @param messagesHandled how many messages it has taken
 * @param supervisor its supervisor, if it has one
 * @param child its id there
 * @param restarts how often the supervisor restarted it
 */
public record ProcessDetail(
    String pid,
    @Nullable String name,
    String module,
    String status,
    Mailbox mailbox,
    @Nullable String currentMessage,
    List<String> links,
    List<String> monitors,
    List<String> monitoredBy,
    boolean trapExit,
    @Nullable String parent,
    Instant startedAt,
    long messagesHandled,
    @Nullable String supervisor,
    @Nullable String child,
    @Nullable Long restarts)
    implements OperationResponseBody {

  /**
   * The messages that wait.
   *
   * @param depth how many
   * @param oldestMillis how long the oldest of them has waited
   */
  public record Mailbox(int depth, long oldestMillis) {}

  static ProcessDetail of(ProcessInfo info, Optional<ChildInfo> child) {
    return new ProcessDetail(
        PidText.of(info.pid()),
        info.registeredName(),
        info.module(),
        Words.of(info.status()),
        new Mailbox(info.mailboxDepth(), info.oldestMessageAge().toMillis()),
        info.currentMessage(),
        PidText.ofAll(info.links()),
        PidText.ofAll(info.monitors()),
        PidText.ofAll(info.monitoredBy()),
        info.trapExit(),
        PidText.ofNullable(info.parent()),
        info.startedAt(),
        info.messagesHandled(),
        child.map(_ -> PidText.ofNullable(info.parent())).orElse(null),
        child.map(ChildInfo::id).orElse(null),
        child.map(ChildInfo::restarts).orElse(null));
  }
}
