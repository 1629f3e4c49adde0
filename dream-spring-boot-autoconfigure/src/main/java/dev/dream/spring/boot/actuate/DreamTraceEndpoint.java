package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.Pid;
import dev.dream.spring.boot.actuate.Audit.Operation;
import dev.dream.spring.boot.actuate.Trace.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Traces the messages of one process, or of all of a module, for a time and up to so many a second.
 * One trace runs at a time; what it notes of a message, the traced process writes down itself.
 */
@Endpoint(id = "dreamtrace", defaultAccess = Access.READ_ONLY)
public final class DreamTraceEndpoint {

  private static final int DEFAULT_SECONDS = 60;
  private static final int MOST_SECONDS = 600;
  private static final int DEFAULT_PER_SECOND = 100;
  private static final int MOST_PER_SECOND = 1_000;

  private final Dream dream;
  private final Tracer tracer;
  private final Values values;
  private final Audit audit;

  /** Creates it for an engine and what traces its processes. */
  public DreamTraceEndpoint(Dream dream, Tracer tracer, Values values, Audit audit) {
    this.dream = dream;
    this.tracer = tracer;
    this.values = values;
    this.audit = audit;
  }

  /**
   * Shows the trace that runs, or has run last, and what it noted, the oldest first.
   *
   * @param since the number of the last entry that is known: what came after it; if nothing is said
   *     the latest
   * @param limit how many to list, at most 1000; 100 if nothing is said
   */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> trace(
      SecurityContext asker, @Nullable String since, @Nullable String limit) {
    return RefusedException.answer(
        () -> {
          Values.View view = values.to(asker);
          Journal.Page<TraceEvent> page = Selection.page(tracer.journal(), since, limit);
          return new TracePage(
              tracer.last().map(TraceSummary::of).orElse(null),
              page.latest(),
              page.missed(),
              page.entries().stream().map(event -> event.to(view)).toList());
        });
  }

  /**
   * Starts a trace, of either a process or a module.
   *
   * @param process its pid or name
   * @param module what kind of processes
   * @param seconds for how long, from 1 to 600; 60 if nothing is said
   * @param rate how many messages to note in a second, from 1 to 1000; 100 if nothing is said
   */
  @WriteOperation
  public WebEndpointResponse<OperationResponseBody> start(
      SecurityContext asker,
      @Nullable String process,
      @Nullable String module,
      @Nullable String seconds,
      @Nullable String rate) {
    Map<String, String> data = new TreeMap<>();
    data.put("process", String.valueOf(process));
    data.put("module", String.valueOf(module));
    return audit.answer(
        asker,
        Operation.TRACE_START,
        data,
        () -> {
          int time = Selection.number("seconds", seconds, DEFAULT_SECONDS, 1, MOST_SECONDS);
          int most = Selection.number("rate", rate, DEFAULT_PER_SECOND, 1, MOST_PER_SECOND);
          Target target = target(process, module);
          boolean noting = values.to(asker).isShown();
          return TraceSummary.of(tracer.start(target, Duration.ofSeconds(time), most, noting));
        });
  }

  /** Stops the trace that runs; what it noted stays until the next. */
  @DeleteOperation
  public WebEndpointResponse<OperationResponseBody> stop(SecurityContext asker) {
    return audit.answer(
        asker,
        Operation.TRACE_STOP,
        Map.of(),
        () -> {
          tracer.close();
          return new TracePage(tracer.last().map(TraceSummary::of).orElse(null), 0, 0, List.of());
        });
  }

  private Target target(@Nullable String process, @Nullable String module) throws RefusedException {
    if ((process == null) == (module == null)) {
      throw new RefusedException(
          Problem.badRequest("say either which process to trace, or which module"));
    }
    if (process != null) {
      Pid pid = Selection.pid(dream, process);
      if (!dream.alive(pid)) {
        throw new RefusedException(
            Problem.notFound("process '%s' is not alive".formatted(PidText.of(pid))));
      }
      return new Target.OfProcess(pid);
    }
    String kind = String.valueOf(module);
    Selection.requireText("module", kind);
    if (dream.node().pidsOf(kind).isEmpty()) {
      throw new RefusedException(
          Problem.notFound(
              "no process is of module '%s' (there are: %s)"
                  .formatted(kind, Selection.some(dream.node().loads().keySet()))));
    }
    return new Target.OfModule(kind);
  }

  /**
   * A trace.
   *
   * @param process which process is traced, if it is one
   * @param module of which module, otherwise
   * @param running whether it has not ended
   * @param startedAt since when
   * @param endsAt when it ends by itself
   * @param rate how many messages it notes in a second
   * @param processes how many processes it follows, a hundred at most
   * @param messages how many messages those have taken since
   * @param skipped how many of these it did not note, for they were too many
   */
  public record TraceSummary(
      @Nullable String process,
      @Nullable String module,
      boolean running,
      Instant startedAt,
      Instant endsAt,
      int rate,
      int processes,
      long messages,
      long skipped)
      implements OperationResponseBody {

    static TraceSummary of(Trace trace) {
      Trace.Counts counts = trace.counts();
      return new TraceSummary(
          trace.target() instanceof Target.OfProcess(Pid pid) ? PidText.of(pid) : null,
          trace.target() instanceof Target.OfModule(String module) ? module : null,
          trace.isRunning(),
          trace.startedAt(),
          trace.endsAt(),
          trace.perSecond(),
          counts.processes(),
          counts.messages(),
          counts.skipped());
    }
  }

  /**
   * A trace and some of what it noted.
   *
   * @param trace which; absent if there was none yet
   * @param latest the number of the latest entry; 0 if there is none
   * @param missed how many of those that were asked for are not kept any more
   * @param events those, the oldest first
   */
  public record TracePage(
      @Nullable TraceSummary trace, long latest, long missed, List<TraceEvent> events)
      implements OperationResponseBody {}
}
