package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Tells what has happened lately: crashes, restarts, supervisors that gave up, alarms. */
@Endpoint(id = "dreamevents", defaultAccess = Access.READ_ONLY)
public final class DreamEventsEndpoint {

  private final Dream dream;
  private final EventLog log;
  private final Values values;

  /** Creates it for an engine and the log of its events. */
  public DreamEventsEndpoint(Dream dream, EventLog log, Values values) {
    this.dream = dream;
    this.log = log;
    this.values = values;
  }

  /**
   * Lists events, the oldest first.
   *
   * @param since the number of the last event that is known: what came after it; if nothing is said
   *     the latest
   * @param limit how many to list, at most 1000; 100 if nothing is said
   */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> events(
      SecurityContext asker, @Nullable String since, @Nullable String limit) {
    return RefusedException.answer(
        () -> {
          Values.View view = values.to(asker);
          Journal.Page<Event> page = Selection.page(log.journal(), since, limit);
          return new EventList(
              dream.node().id().name(),
              page.latest(),
              page.missed(),
              page.entries().stream().map(event -> event.to(view)).toList());
        });
  }

  /**
   * Some of the events.
   *
   * @param node the engine's name
   * @param latest the number of the latest event; 0 if there was none
   * @param missed how many of those that were asked for are not kept any more
   * @param events those, the oldest first
   */
  public record EventList(String node, long latest, long missed, List<Event> events)
      implements OperationResponseBody {}
}
