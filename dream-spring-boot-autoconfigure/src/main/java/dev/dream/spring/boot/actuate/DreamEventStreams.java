package dev.dream.spring.boot.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** Lets a web client that accepts server-sent events hear of events as they happen. */
@EndpointWebExtension(endpoint = DreamEventsEndpoint.class)
public final class DreamEventStreams {

  private final EventLog log;
  private final Streams streams;
  private final Values values;

  /** Creates it for a log of events. */
  public DreamEventStreams(EventLog log, Streams streams, Values values) {
    this.log = log;
    this.streams = streams;
    this.values = values;
  }

  /**
   * Opens a stream of events.
   *
   * @param since the number of the last event that is known; if nothing is said from now on
   */
  @ReadOperation(produces = "text/event-stream")
  public Object stream(SecurityContext asker, @Nullable String since) {
    Values.View view = values.to(asker);
    return streams.open(log.journal(), since, event -> event.to(view));
  }
}
