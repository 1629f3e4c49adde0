package dev.dream.process;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What any callback process does when asked, between two messages and whatever its code is. Erlang:
 * a system message; see {@code dev.dream.sys.Sys}, which makes them.
 */
public sealed interface SystemRequest {

  /** Answers with {@link Callbacks#state}. */
  record GetState() implements SystemRequest {}

  /**
   * Replaces the state and answers with the new one.
   *
   * @param change makes the new state from the old one; if it throws, the old one stays
   */
  record ReplaceState(UnaryOperator<@Nullable Object> change) implements SystemRequest {}

  /** Answers with a {@link SystemStatus}. */
  record GetStatus() implements SystemRequest {}

  /** Stops taking messages, but for system requests and its parent's exit. */
  record Suspend() implements SystemRequest {}

  /** Goes on taking messages. */
  record Resume() implements SystemRequest {}

  /**
   * Tells the observer of each event from now on, in the process. One that throws is removed.
   *
   * @param observer told in the process itself
   */
  record Install(Consumer<? super SystemEvent> observer) implements SystemRequest {}

  /**
   * Does not tell the observer any more.
   *
   * @param observer as it was installed
   */
  record Remove(Consumer<? super SystemEvent> observer) implements SystemRequest {}

  /**
   * Begins to count, or ends it.
   *
   * @param counting whether to count from now on
   */
  record Count(boolean counting) implements SystemRequest {}

  /** Answers with {@link SystemStatistics}; absent if nothing is counted. */
  record GetStatistics() implements SystemRequest {}

  /** Removes all observers and stops counting. */
  record NoDebug() implements SystemRequest {}

  /**
   * Answers null, then ends in order.
   *
   * @param reason why
   */
  record Terminate(ExitReason reason) implements SystemRequest {}
}
