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
 * @param label what it calls itself, if it does
 * @param module what kind of process it is
 * @param status waiting, runnable, suspended, running or exited
 * @param mailbox its mailbox
 * @param currentMessage the type of the message in hand, if it handles one
 * @param busyMillis how long it has been seen to handle that, waiting included; 0 if not for long
 * @param stack where its thread stands, if code of it runs or waits: 50 frames at most
 * @param links the linked processes
 * @param monitors what it monitors, by pid or name
 * @param monitoredBy who monitors it
 * @param trapExit whether it traps exits
 * @param parent who spawned it
 * @param ancestors its parent, that one's parent and so on, as far as they live
 * @param dictionaryKeys the keys in its process dictionary
 * @param registryKeys its keys in registries, a hundred at most
 * @param startedAt when
 * @param messagesHandled how many messages it has taken
 * @param supervisor its supervisor, if it has one
 * @param child its id there
 * @param dynamic whether that is a dynamic supervisor, which knows it by its pid
 * @param restarts how often the supervisor restarted it
 */
public record ProcessDetail(
    String pid,
    @Nullable String name,
    @Nullable String label,
    String module,
    String status,
    Mailbox mailbox,
    @Nullable String currentMessage,
    long busyMillis,
    List<String> stack,
    List<String> links,
    List<String> monitors,
    List<String> monitoredBy,
    boolean trapExit,
    @Nullable String parent,
    List<String> ancestors,
    List<String> dictionaryKeys,
    List<RegistryKey> registryKeys,
    Instant startedAt,
    long messagesHandled,
    @Nullable String supervisor,
    @Nullable String child,
    @Nullable Boolean dynamic,
    @Nullable Long restarts)
    implements OperationResponseBody {

  private static final int MOST_FRAMES = 50;

  /**
   * The messages that wait.
   *
   * @param depth how many
   * @param oldestMillis how long the oldest of them has waited
   */
  public record Mailbox(int depth, long oldestMillis) {}

  static ProcessDetail of(
      ProcessInfo info,
      List<StackTraceElement> stack,
      Optional<ChildInfo> child,
      boolean isDynamic,
      List<RegistryKey> registryKeys) {
    return new ProcessDetail(
        PidText.of(info.pid()),
        info.registeredName(),
        LabelText.of(info.label()),
        info.module(),
        Words.of(info.status()),
        new Mailbox(info.mailboxDepth(), info.oldestMessageAge().toMillis()),
        info.currentMessage(),
        info.busyFor().toMillis(),
        stack.stream().limit(MOST_FRAMES).map(StackTraceElement::toString).toList(),
        PidText.ofAll(info.links()),
        PidText.ofAll(info.monitors()),
        PidText.ofAll(info.monitoredBy()),
        info.trapExit(),
        PidText.ofNullable(info.parent()),
        PidText.ofAll(info.ancestors()),
        info.dictionaryKeys(),
        registryKeys,
        info.startedAt(),
        info.messagesHandled(),
        child.map(_ -> PidText.ofNullable(info.parent())).orElse(null),
        child.map(ChildInfo::id).orElse(null),
        child.map(_ -> isDynamic).orElse(null),
        child.map(ChildInfo::restarts).orElse(null));
  }
}
