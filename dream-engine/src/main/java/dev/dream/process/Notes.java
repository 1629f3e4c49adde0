package dev.dream.process;

import dev.dream.process.ContextPropagation.Snapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What most processes have none of: a label, a dictionary, a message to try again, something that
 * was to go along with its start.
 *
 * <p>{@code label} and {@code dictionary} (a concurrent map) are written by the process and read by
 * others; {@code retried} is written once, by the supervisor, before the process can take it;
 * {@code context} by its spawner, before it starts, and taken away by the process.
 */
final class Notes {

  volatile @Nullable String label;
  volatile @Nullable Map<ProcessKey<?>, Object> dictionary;
  volatile @Nullable Object retried;
  @Nullable Snapshot context;

  /** Returns the dictionary, made when first needed. The process only. */
  Map<ProcessKey<?>, Object> madeDictionary() {
    Map<ProcessKey<?>, Object> known = dictionary;
    if (known == null) {
      known = new ConcurrentHashMap<>(4);
      dictionary = known;
    }
    return known;
  }
}
