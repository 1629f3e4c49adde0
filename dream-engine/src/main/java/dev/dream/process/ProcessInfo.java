package dev.dream.process;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a process from outside, at one moment. Erlang: {@code process_info}.
 *
 * @param pid the process
 * @param registeredName its name, or null
 * @param module what kind of process it is
 * @param status what it was doing
 * @param mailboxDepth how many messages wait
 * @param oldestMessageAge how long the oldest of them has waited; zero if none does
 * @param currentMessage the type of the message in hand, or null
 * @param links the linked processes
 * @param monitors what it monitors
 * @param monitoredBy who monitors it
 * @param trapExit whether it traps exits
 * @param parent who spawned it, or null
 * @param startedAt when
 * @param messagesHandled how many messages it has taken
 */
public record ProcessInfo(
    Pid pid,
    @Nullable String registeredName,
    String module,
    Status status,
    int mailboxDepth,
    Duration oldestMessageAge,
    @Nullable String currentMessage,
    List<Pid> links,
    List<Address> monitors,
    List<Pid> monitoredBy,
    boolean trapExit,
    @Nullable Pid parent,
    Instant startedAt,
    long messagesHandled) {

  /** What a process is doing. */
  public enum Status {
    /** Nothing: it waits for a message, or for an answer. */
    WAITING,
    /** It has messages and waits for its turn. */
    RUNNABLE,
    /** Its code runs, or blocks. */
    RUNNING,
    /** It has ended. */
    EXITED;

    static Status of(int status) {
      return switch (status) {
        case LocalProcess.IDLE, LocalProcess.WAITING, LocalProcess.ASKING -> WAITING;
        case LocalProcess.RUNNABLE -> RUNNABLE;
        case LocalProcess.RUNNING -> RUNNING;
        default -> EXITED;
      };
    }
  }

  /** Returns its name, if it has one. */
  public Optional<String> name() {
    return Optional.ofNullable(registeredName);
  }

  static ProcessInfo of(LocalProcess process) {
    List<Pid> links = List.of();
    List<Address> monitors = List.of();
    List<Pid> monitoredBy = List.of();
    synchronized (process) {
      Relations relations = process.relations;
      if (relations != null) {
        links = relations.links.stream().map(linked -> linked.pid).toList();
        monitors = relations.monitored();
        monitoredBy = relations.monitoredBy();
      }
    }
    Object handling = process.handling;
    long oldest = process.mailbox.oldestNanos();
    return new ProcessInfo(
        process.pid,
        process.name,
        process.module(),
        Status.of(process.status),
        process.mailbox.depth(),
        oldest == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, System.nanoTime() - oldest)),
        handling == null ? null : Wording.typeOf(process.unwrap(handling)),
        links,
        monitors,
        monitoredBy,
        process.trapExit,
        process.parent,
        Instant.ofEpochMilli(process.startedMillis),
        process.handled);
  }
}
