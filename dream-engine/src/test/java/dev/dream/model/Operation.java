package dev.dream.model;

import java.util.List;

/**
 * One operation of a run.
 *
 * @param <O> its family
 */
interface Operation<O> {

  /** Returns simpler operations that might show the same difference, for the shrinker. */
  default List<O> simpler() {
    return List.of();
  }
}
