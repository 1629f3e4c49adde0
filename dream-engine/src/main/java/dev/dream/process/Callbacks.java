package dev.dream.process;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The code of a callback process: it holds no thread while no message waits. One callback runs at a
 * time, on any of the engine's threads, and sees what the one before wrote. It may block. Whatever
 * a callback throws ends the process; to end it in order, throw {@link ExitException} or call
 * {@link Processes#exit(ExitReason)}.
 *
 * <p>Each such process answers system requests, whatever its code is; the methods after {@link
 * #handle} say how. They run in the process too, but for {@link #module}, {@link #callbackLimit}
 * and {@link #observe}.
 */
public interface Callbacks {

  /** Runs once, before any message. */
  void begin() throws Exception;

  /** Takes one message or signal. */
  void handle(Object message) throws Exception;

  /** Returns its state. Erlang: {@code system_get_state/1}. */
  default @Nullable Object state() {
    return this;
  }

  /** Takes another state. Erlang: {@code system_replace_state/2}. */
  default void replaceState(@Nullable Object state) {
    throw new UnsupportedOperationException(module() + " has no state that can be replaced");
  }

  /** Returns what reports are to show of it. Erlang: {@code format_status/1}. */
  default Status formatStatus(Status status) {
    return status;
  }

  /** Cleans up and ends, by an exception. Erlang: {@code system_terminate/4}. */
  default void terminate(ExitReason reason) throws Exception {
    throw new ExitException(reason);
  }

  /** Returns whether a message is taken also while the process is suspended: its parent's exit. */
  default boolean isUrgent(Object message) {
    return false;
  }

  /** Returns what kind of process it is, for lists and metrics. Called from any thread. */
  default String module() {
    return Wording.typeOf(this);
  }

  /**
   * Returns how long a callback may run, waiting included, before an {@link Alarm} is raised; if it
   * does not say, as the engine's {@link WatchOptions} do. Called from any thread.
   */
  default Optional<Duration> callbackLimit() {
    return Optional.empty();
  }

  /** Returns what upper layers show of it, if anything. Called from any thread. */
  default Optional<Object> observe() {
    return Optional.empty();
  }

  /**
   * Returns what its end in the middle leaves undone of the message that it took last: that one, or
   * another that it had put off before, or null.
   */
  default @Nullable Object inHand(Object taken) {
    return taken;
  }

  /** Returns the messages that it has taken and put off, which its end makes dead letters. */
  default Collection<?> held() {
    return List.of();
  }
}
