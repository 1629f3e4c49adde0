package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.registry.RegistryInfo;
import dev.dream.spring.boot.actuate.Audit.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Lists processes, shows one, its state and what if it crashed, and suspends, resumes and ends one.
 */
@Endpoint(id = "dreamprocesses", defaultAccess = Access.READ_ONLY)
public final class DreamProcessesEndpoint {

  private static final int FENCED_SHOWN = 20;

  /** What stands in the place of a key to ask for a process's state. */
  private static final String STATE = "state";

  /** The same, to ask what would happen if it crashed. */
  private static final String IF_IT_DIES = "if-it-dies";

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Dream dream;
  private final Values values;
  private final Audit audit;
  private final Duration limit;
  private final Rates rates = new Rates();

  /** Creates it for an engine; a process has five seconds to show its state. */
  public DreamProcessesEndpoint(Dream dream, Values values, Audit audit) {
    this(dream, values, audit, LIMIT);
  }

  DreamProcessesEndpoint(Dream dream, Values values, Audit audit, Duration limit) {
    this.dream = dream;
    this.values = values;
    this.audit = audit;
    this.limit = limit;
  }

  /** What a list of processes is sorted by. */
  public enum Sort {
    /** Most waiting messages first. */
    MAILBOX,
    /** Longest waiting message first. */
    AGE,
    /** Most messages taken in a second first. */
    RATE,
    /** Longest running callback first. */
    BUSY,
    /** Oldest process first. */
    PID;

    private Comparator<ProcessInfo> comparator(Rates.Reading rates) {
      Comparator<ProcessInfo> pid = Comparator.comparing(ProcessInfo::pid);
      return switch (this) {
        case MAILBOX ->
            Comparator.comparing(ProcessInfo::mailboxDepth).reversed().thenComparing(pid);
        case AGE ->
            Comparator.comparing(ProcessInfo::oldestMessageAge).reversed().thenComparing(pid);
        case RATE ->
            Comparator.<ProcessInfo>comparingDouble(rates::of).reversed().thenComparing(pid);
        case BUSY -> Comparator.comparing(ProcessInfo::busyFor).reversed().thenComparing(pid);
        case PID -> pid;
      };
    }
  }

  /** How a process can be ended. */
  public enum Reason {
    /** At once, whatever it does. */
    KILL(ExitReason.KILL),
    /** As a supervisor does: one that traps exits cleans up. */
    SHUTDOWN(ExitReason.SHUTDOWN);

    private final ExitReason exitReason;

    Reason(ExitReason exitReason) {
      this.exitReason = exitReason;
    }
  }

  /**
   * Lists processes.
   *
   * @param sort mailbox, age (of the oldest waiting message), rate (of messages taken), busy (how
   *     long the callback in hand runs) or pid, which is the default
   * @param limit how many to list, at most 1000; 100 if nothing is said
   * @param offset how many to leave out at the beginning
   * @param search only those whose pid, name, label or module contains this, in any case
   * @param parent only those that this process has started, by its pid or name
   */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> processes(
      @Nullable String sort,
      @Nullable String limit,
      @Nullable String offset,
      @Nullable String search,
      @Nullable String parent) {
    return RefusedException.answer(
        () -> {
          Sort by = sort == null ? Sort.PID : Selection.oneOf(Sort.class, "sort", sort);
          int from = Selection.number("offset", offset, 0, 0, Selection.MOST_NUMBER);
          return list(by, Selection.limit(limit), from, filter(search, parent));
        });
  }

  private Predicate<ProcessInfo> filter(@Nullable String search, @Nullable String parent)
      throws RefusedException {
    Predicate<ProcessInfo> all = _ -> true;
    if (search != null) {
      Selection.requireText("search", search);
      String wanted = search.toLowerCase(Locale.ROOT);
      all =
          info ->
              Stream.of(PidText.of(info.pid()), info.registeredName(), info.label(), info.module())
                  .anyMatch(text -> text != null && text.toLowerCase(Locale.ROOT).contains(wanted));
    }
    if (parent != null) {
      Pid starter = Selection.pid(dream, parent);
      all = all.and(info -> starter.equals(info.parent()));
    }
    return all;
  }

  /** Shows one process. */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> process(@Selector String process) {
    return RefusedException.answer(() -> detail(Selection.pid(dream, process)));
  }

  /**
   * Shows the process that has a key in a registry. If there is no such registry, a pid or name may
   * stand in its place, to show the process's state, or what would happen if it crashed.
   *
   * @param key the key; or {@code state}, or {@code if-it-dies}
   */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> processByKey(
      SecurityContext asker, @Selector String registry, @Selector String key) {
    boolean isRegistry = RegistryInfo.of(dream.node(), registry).isPresent();
    return switch (isRegistry ? "" : key) {
      case STATE -> state(asker, registry);
      case IF_IT_DIES ->
          RefusedException.answer(() -> Deaths.of(dream, living(Selection.pid(dream, registry))));
      default -> RefusedException.answer(() -> detail(Selection.pid(dream, registry, key)));
    };
  }

  private WebEndpointResponse<OperationResponseBody> state(SecurityContext asker, String process) {
    return audit.answer(
        asker,
        Operation.PROCESS_STATE,
        Map.of("process", process),
        () -> request(asker, Selection.pid(dream, process)).state());
  }

  /**
   * Suspends a process, or lets it go on.
   *
   * @param action suspend or resume
   */
  @WriteOperation
  public WebEndpointResponse<OperationResponseBody> change(
      SecurityContext asker, @Selector String process, @Nullable String action) {
    return audit.answer(
        asker,
        Operation.PROCESS_CHANGE,
        Map.of("process", process, "action", String.valueOf(action)),
        () -> {
          ProcessAction wanted = Selection.oneOf(ProcessAction.class, "action", action);
          return request(asker, Selection.pid(dream, process)).change(wanted);
        });
  }

  /**
   * Ends a process.
   *
   * @param reason kill or shutdown, which is the default
   */
  @DeleteOperation
  public WebEndpointResponse<OperationResponseBody> exit(
      SecurityContext asker, @Selector String process, @Nullable String reason) {
    return audit.answer(
        asker,
        Operation.PROCESS_EXIT,
        Map.of("process", process, "reason", String.valueOf(reason)),
        () -> exit(Selection.pid(dream, process), reason));
  }

  /**
   * Ends the process that has a key in a registry.
   *
   * @param reason kill or shutdown, which is the default
   */
  @DeleteOperation
  public WebEndpointResponse<OperationResponseBody> exitByKey(
      SecurityContext asker,
      @Selector String registry,
      @Selector String key,
      @Nullable String reason) {
    return audit.answer(
        asker,
        Operation.PROCESS_EXIT,
        Map.of("registry", registry, "key", key, "reason", String.valueOf(reason)),
        () -> exit(Selection.pid(dream, registry, key), reason));
  }

  private ProcessRequest request(SecurityContext asker, Pid pid) {
    return new ProcessRequest(dream.node(), pid, limit, values.to(asker));
  }

  private ProcessDetail detail(Pid pid) throws RefusedException {
    ProcessInfo info = living(pid);
    Supervision supervision = new Supervision(dream.node());
    return ProcessDetail.of(
        info,
        dream.node().stackOf(pid),
        supervision.of(info),
        supervision.isDynamic(info),
        RegistryKey.Registries.of(dream.node()).keysOf(pid));
  }

  private ExitSignal exit(Pid pid, @Nullable String reason) throws RefusedException {
    Reason why = reason == null ? Reason.SHUTDOWN : Selection.oneOf(Reason.class, "reason", reason);
    dream.exit(living(pid).pid(), why.exitReason);
    return new ExitSignal(PidText.of(pid), Words.of(why));
  }

  private ProcessList list(Sort sort, int limit, int offset, Predicate<ProcessInfo> filter) {
    List<ProcessInfo> all = dream.processes();
    Rates.Reading reading = rates.look(all, Instant.now());
    List<ProcessInfo> matching = all.stream().filter(filter).toList();
    Supervision supervision = new Supervision(dream.node());
    RegistryKey.Registries registries = RegistryKey.Registries.of(dream.node());
    List<ProcessSummary> page =
        matching.stream()
            .sorted(sort.comparator(reading))
            .skip(offset)
            .limit(limit)
            .map(
                info ->
                    ProcessSummary.of(
                        info,
                        reading.of(info),
                        supervision.of(info),
                        registries.keysOf(info.pid())))
            .toList();
    return new ProcessList(
        dream.node().id().name(),
        all.size(),
        matching.size(),
        offset,
        limit,
        page,
        fencedThreads());
  }

  private List<FencedThreadSummary> fencedThreads() {
    return dream.fencedThreads().stream().limit(FENCED_SHOWN).map(FencedThreadSummary::of).toList();
  }

  private ProcessInfo living(Pid pid) throws RefusedException {
    return dream
        .info(pid)
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.notFound("process '%s' is not alive".formatted(PidText.of(pid)))));
  }

  /**
   * Some of the processes.
   *
   * @param node the engine's name
   * @param total how many processes there are
   * @param matching how many of them are what was searched for
   * @param offset how many of these were left out at the beginning
   * @param limit how many were asked for
   * @param processes those
   * @param fencedThreads threads that still run code of killed processes, the oldest first, at most
   *     20
   */
  public record ProcessList(
      String node,
      int total,
      int matching,
      int offset,
      int limit,
      List<ProcessSummary> processes,
      List<FencedThreadSummary> fencedThreads)
      implements OperationResponseBody {}

  /**
   * That an exit signal was sent.
   *
   * @param pid to whom
   * @param reason with which reason
   */
  public record ExitSignal(String pid, String reason) implements OperationResponseBody {}
}
