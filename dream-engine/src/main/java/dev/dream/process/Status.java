package dev.dream.process;

import org.jspecify.annotations.Nullable;

/**
 * What reports show of a process's inside. A process may change each part, so that no secret gets
 * out. Erlang: the map of {@code format_status/1}.
 *
 * @param state its state
 * @param message the message in hand when it crashed, or null
 * @param reason why it crashed, or null if it did not
 */
public record Status(
    @Nullable Object state, @Nullable Object message, @Nullable ExitReason reason) {

  /** Returns this with something else to be shown as the state. */
  public Status state(Object shown) {
    return new Status(shown, message, reason);
  }

  /** Returns this with something else to be shown as the message. */
  public Status message(Object shown) {
    return new Status(state, shown, reason);
  }

  /** Returns this with something else to be shown as the reason. */
  public Status reason(ExitReason shown) {
    return new Status(state, message, shown);
  }
}
