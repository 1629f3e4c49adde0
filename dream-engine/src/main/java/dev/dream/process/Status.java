package dev.dream.process;

import java.util.Objects;
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

  /**
   * Returns what a process lets be seen of itself. If its {@code formatStatus} fails, that is said
   * instead: it was to hide something.
   */
  static Status of(Callbacks callbacks, @Nullable Object message, @Nullable ExitReason reason) {
    try {
      Object shown = message == null ? null : Parcel.open(message);
      Status raw = new Status(callbacks.state(), shown, reason);
      return Objects.requireNonNull(callbacks.formatStatus(raw), "formatStatus returned null");
    } catch (Throwable thrown) {
      return new Status("formatStatus failed: " + thrown.getClass().getName(), null, reason);
    }
  }

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
