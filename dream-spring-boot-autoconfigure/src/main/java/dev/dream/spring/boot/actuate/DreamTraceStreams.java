package dev.dream.spring.boot.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** Lets a web client that accepts server-sent events follow the trace that runs. */
@EndpointWebExtension(endpoint = DreamTraceEndpoint.class)
public final class DreamTraceStreams {

  private final Tracer tracer;
  private final Streams streams;
  private final Values values;

  /** Creates it for what traces processes. */
  public DreamTraceStreams(Tracer tracer, Streams streams, Values values) {
    this.tracer = tracer;
    this.streams = streams;
    this.values = values;
  }

  /**
   * Opens a stream of what the trace that runs, or has run last, notes; another has one of its own.
   *
   * @param since the number of the last entry that is known; if nothing is said from now on
   */
  @ReadOperation(produces = "text/event-stream")
  public Object stream(SecurityContext asker, @Nullable String since) {
    Values.View view = values.to(asker);
    return streams.open(tracer.journal(), since, event -> event.to(view));
  }
}
