package dev.dream.process;

import dev.dream.inspect.Inspector;
import dev.dream.inspect.RedactedException;
import dev.dream.inspect.Thrown;
import org.jspecify.annotations.Nullable;

/**
 * What a crash report shows of a process's inside: text, made while the process still lived, on its
 * own thread, if its own code ended it.
 *
 * @param loggable what was thrown, as a logger may have it
 */
record Inside(
    boolean isBrief,
    String reason,
    String reasonType,
    @Nullable Thrown thrown,
    @Nullable Throwable loggable,
    @Nullable String messageType,
    @Nullable String message,
    @Nullable String state) {

  static Inside of(Status shown, ExitReason otherwise, Inspector inspector) {
    ExitReason reason = shown.reason() == null ? otherwise : shown.reason();
    Throwable cause = reason instanceof ExitReason.Failure failure ? failure.cause() : null;
    Thrown thrown = cause == null ? null : inspector.thrown(cause);
    Object message = shown.message();
    Object state = shown.state();
    return new Inside(
        false,
        inspector.message(reason.toString()),
        typeOf(reason),
        thrown,
        cause == null || thrown == null ? null : RedactedException.of(cause, thrown),
        message == null ? null : Wording.typeOf(message),
        message == null ? null : inspector.inspect(message),
        state == null ? null : inspector.inspect(state));
  }

  static Inside brief(ExitReason reason, Inspector inspector) {
    String words = inspector.message(reason.toString());
    return new Inside(true, words, typeOf(reason), null, null, null, null, null);
  }

  private static String typeOf(ExitReason reason) {
    return reason instanceof ExitReason.Failure(_, Throwable cause) && cause != null
        ? cause.getClass().getName()
        : reason.kind();
  }
}
