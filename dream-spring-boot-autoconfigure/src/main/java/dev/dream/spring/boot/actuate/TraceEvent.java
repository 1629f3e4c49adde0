package dev.dream.spring.boot.actuate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a traced process did.
 *
 * @param number which, in this trace
 * @param at when
 * @param pid who
 * @param kind received, replied or handled
 * @param type what kind of message it took or gave; absent when it has handled one
 * @param content what that says; a content, and absent if whoever started the trace may not see it
 * @param to whom it replied to, if that is a process
 * @param tookMicros how long its callback ran, waiting included, when it has handled a message
 */
public record TraceEvent(
    long number,
    Instant at,
    String pid,
    String kind,
    @Nullable String type,
    @Nullable String content,
    @Nullable String to,
    @Nullable Long tookMicros) {

  /** What a process did. */
  enum Kind {
    /** It took a message. */
    RECEIVED,
    /** It replied to somebody. */
    REPLIED,
    /** Its callback has returned. */
    HANDLED
  }

  /** Returns it as one request may see it. */
  TraceEvent to(Values.View view) {
    return new TraceEvent(
        number, at, pid, kind, type, view.text("content", content), to, tookMicros);
  }
}
