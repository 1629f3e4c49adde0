package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.SchedulerLoad;
import dev.dream.process.Tally;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Sums up an engine: what it does now, and what it did in the last minutes. To a browser, it is the
 * observer page ({@link DreamPage}).
 */
@Endpoint(id = "dream", defaultAccess = Access.READ_ONLY)
public final class DreamEndpoint {

  private static final int ALARMS_SHOWN = 20;
  private static final String MOST_SECONDS = "600";

  /** The endpoints that can do more than read, which the page offers only where that is allowed. */
  private static final List<String> CHANGING =
      List.of("dreamdeadletters", "dreamprocesses", "dreamsupervisors", "dreamtrace");

  private final Dream dream;
  private final LoadHistory history;
  private final EndpointAccessResolver access;
  private final Instant startedAt = Instant.now();

  /** Creates it for an engine, its history, and what knows how much endpoints may do. */
  public DreamEndpoint(Dream dream, LoadHistory history, EndpointAccessResolver access) {
    this.dream = dream;
    this.history = history;
    this.access = access;
  }

  /**
   * Sums up the engine.
   *
   * @param since the number of the last second that is known: the load after that; if nothing is
   *     said that of the last ten minutes
   */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> overview(@Nullable String since) {
    return RefusedException.answer(
        () -> {
          Journal.Page<LoadSample> load = Selection.page(history.journal(), since, MOST_SECONDS);
          Tally tally = dream.tally();
          return new Overview(
              dream.node().id().name(),
              startedAt,
              dream.node().count(),
              scheduler(dream.node().schedulerLoad()),
              new Totals(
                  dream.node().messagesTaken(),
                  tally.spawned(),
                  tally.exitsByReason(),
                  tally.restarts(),
                  tally.refused()),
              dream.alarms().stream().limit(ALARMS_SHOWN).map(AlarmSummary::of).toList(),
              access(),
              load.entries());
        });
  }

  private static Scheduler scheduler(SchedulerLoad load) {
    return new Scheduler(load.parallelism(), load.busy(), load.queued(), load.workers());
  }

  private Map<String, String> access() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String id : CHANGING) {
      all.put(id, Words.of(access.accessFor(EndpointId.of(id), Access.READ_ONLY)));
    }
    return all;
  }

  /**
   * An engine.
   *
   * @param node its name
   * @param startedAt since when it can be looked at
   * @param processes how many processes there are
   * @param scheduler what runs them
   * @param totals what there was since it began
   * @param alarms what is wrong with processes now, the oldest first, 20 at most
   * @param access what may be done at the endpoints that can change something: none, read_only or
   *     unrestricted
   * @param load what it did in each second
   */
  public record Overview(
      String node,
      Instant startedAt,
      int processes,
      Scheduler scheduler,
      Totals totals,
      List<AlarmSummary> alarms,
      Map<String, String> access,
      List<LoadSample> load)
      implements OperationResponseBody {}

  /**
   * What runs processes with callbacks.
   *
   * @param parallelism how many run at the same time at most
   * @param busy how many do
   * @param queued how many wait for their turn
   * @param workers how many threads there are for them
   */
  public record Scheduler(int parallelism, int busy, int queued, int workers) {}

  /**
   * What there was since the engine began.
   *
   * @param messages how many messages processes with callbacks have taken
   * @param spawned how many processes were started
   * @param exits how many have ended, by the kind of reason
   * @param restarts how many children were restarted, by the supervisor's name
   * @param refused how many messages found a full mailbox
   */
  public record Totals(
      long messages,
      long spawned,
      Map<String, Long> exits,
      Map<String, Long> restarts,
      long refused) {}
}
