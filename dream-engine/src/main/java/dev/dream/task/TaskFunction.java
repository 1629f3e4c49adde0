package dev.dream.task;

import org.jspecify.annotations.Nullable;

/**
 * What is done with each item of an {@code asyncStream}, in a task of its own.
 *
 * @param <I> the items
 * @param <T> what becomes of them
 */
@FunctionalInterface
public interface TaskFunction<I, T extends @Nullable Object> {

  /** Returns what becomes of an item. What it throws ends the task. */
  T apply(I item) throws Exception;
}
