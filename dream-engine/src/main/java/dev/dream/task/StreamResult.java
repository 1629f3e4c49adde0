package dev.dream.task;

import dev.dream.process.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of an {@code asyncStream}. Elixir: {@code {:ok, term} | {:exit, reason}}.
 *
 * @param <I> the items
 * @param <T> what becomes of them
 */
public sealed interface StreamResult<I, T extends @Nullable Object> {

  /**
   * The task is done.
   *
   * @param value what its code returned
   */
  record Ok<I, T extends @Nullable Object>(T value) implements StreamResult<I, T> {}

  /**
   * The task ended without a result. Elixir: with {@code zip_input_on_exit: true}.
   *
   * @param item what it was to work on
   * @param reason why it ended; timeout if it was killed because it took too long
   */
  record Exit<I, T extends @Nullable Object>(I item, ExitReason reason)
      implements StreamResult<I, T> {}
}
