package dev.dream.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a failing run small: leaves out operations, first many at a time and then one by one, and
 * puts simpler ones in their place, as long as some difference remains.
 *
 * @param <O> the operations
 */
final class Shrinker<O extends Operation<O>> {

  private final Trial<O> trial;

  Shrinker(Trial<O> trial) {
    this.trial = trial;
  }

  /** Plays operations. */
  interface Trial<O> {

    /** Returns the difference that they show, if any. */
    Optional<Difference<O>> play(List<O> operations) throws Exception;
  }

  /** Returns a difference that nothing can be left out of. */
  Difference<O> shrink(Difference<O> found) throws Exception {
    Difference<O> smallest = found;
    Optional<Difference<O>> smaller = Optional.of(found);
    while (smaller.isPresent()) {
      smallest = smaller.get();
      smaller = smaller(smallest.operations());
    }
    return smallest;
  }

  private Optional<Difference<O>> smaller(List<O> operations) throws Exception {
    for (int length = operations.size() / 2; length > 0; length /= 2) {
      for (int from = operations.size() - length; from >= 0; from -= length) {
        List<O> fewer = new ArrayList<>(operations);
        fewer.subList(from, from + length).clear();
        Optional<Difference<O>> difference = tryOut(fewer);
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return simpler(operations);
  }

  private Optional<Difference<O>> simpler(List<O> operations) throws Exception {
    for (int i = 0; i < operations.size(); i++) {
      for (O simpler : operations.get(i).simpler()) {
        List<O> changed = new ArrayList<>(operations);
        changed.set(i, simpler);
        Optional<Difference<O>> difference = tryOut(changed);
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Difference<O>> tryOut(List<O> operations) throws Exception {
    try {
      return trial.play(operations);
    } catch (World.NeverStarted _) {
      return Optional.empty();
    }
  }
}
