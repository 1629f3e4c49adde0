package dev.dream.task;

import dev.dream.process.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * How far a task is: what {@code yield}, {@code shutdown} and {@code ignore} return. Elixir: {@code
 * {:ok, term} | {:exit, reason} | nil}.
 *
 * @param <T> what the task returns
 */
public sealed interface TaskResult<T extends @Nullable Object> {

  /**
   * It is done.
   *
   * @param value what its code returned
   */
  record Ok<T extends @Nullable Object>(T value) implements TaskResult<T> {}

  /**
   * It ended without a reply.
   *
   * @param reason why
   */
  record Exit<T extends @Nullable Object>(ExitReason reason) implements TaskResult<T> {}

  /** There is no reply: it still runs, or was ended just now as asked. */
  record None<T extends @Nullable Object>() implements TaskResult<T> {}
}
