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
 * @param label what it calls itself, or null
 * @param module what kind of process it is
 * @param status what it was doing
 * @param mailboxDepth how many messages wait
 * @param oldestMessageAge how long the oldest of them has waited; zero if none does
 * @param currentMessage the type of the message in hand, or null
 * @param busyFor how long the callback in hand has been seen to run, waiting included; zero if none
 *     runs, or not for long yet
 * @param links the linked processes
 * @param monitors what it monitors
 * @param monitoredBy who monitors it
 * @param trapExit whether it traps exits
 * @param parent who spawned it, or null
 * @param ancestors its parent, that one's parent and so on, up to the first that has ended, but 32
 *     at most
 * @param dictionaryKeys the keys in its process dictionary, sorted
 * @param startedAt when
 * @param messagesHandled how many messages it has taken
 */
public record ProcessInfo(
    Pid pid,
    @Nullable String registeredName,
    @Nullable String label,
    String module,
    Status status,
    int mailboxDepth,
    Duration oldestMessageAge,
    @Nullable String currentMessage,
    Duration busyFor,
    List<Pid> links,
    List<Address> monitors,
    List<Pid> monitoredBy,
    boolean trapExit,
    @Nullable Pid parent,
    List<Pid> ancestors,
    List<String> dictionaryKeys,
    Instant startedAt,
    long messagesHandled) {

  /** What a process is doing. */
  public enum Status {
    /** Nothing: it waits for a message, or for an answer. */
    WAITING,
    /** It has messages and waits for its turn. */
    RUNNABLE,
    /** Nothing: somebody suspended it. Its messages wait. */
    SUSPENDED,
    /** Its code runs, or blocks. */
    RUNNING,
    /** It has ended. */
    EXITED;

    private static Status of(LocalProcess process) {
      if (!process.isAlive()) {
        return EXITED;
      }
      if (process.isAtRest()) {
        return process.isSuspended() ? SUSPENDED : WAITING;
      }
      if (process.runner == null) {
        return RUNNABLE;
      }
      return process.isWaiting() ? WAITING : RUNNING;
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
    return new ProcessInfo(
        process.pid,
        process.name,
        process.label(),
        process.module(),
        Status.of(process),
        process.mailbox.depth(),
        process.mailbox.age(),
        process.currentMessage(),
        process.node.lookout().busyFor(process).orElse(Duration.ZERO),
        links,
        monitors,
        monitoredBy,
        process.trapExit,
        process.parent,
        process.ancestors(),
        List.copyOf(process.shownDictionary().keySet()),
        Instant.ofEpochMilli(process.startedMillis),
        process.taken());
  }
}
