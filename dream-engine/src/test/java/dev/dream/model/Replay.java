package dev.dream.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Plays operations on a new model and a new engine, side by side.
 *
 * @param <O> the operations
 */
final class Replay<O> {

  private final Callable<World<O>> model;
  private final Callable<World<O>> engine;

  Replay(Callable<World<O>> model, Callable<World<O>> engine) {
    this.model = model;
    this.engine = engine;
  }

  /** Returns where the two first differ. */
  Optional<Difference<O>> play(List<O> operations) throws Exception {
    List<Difference.Step<O>> played = new ArrayList<>();
    try (World<O> expected = model.call();
        World<O> actual = engine.call()) {
      for (O operation : operations) {
        Observation modelled = expected.play(operation);
        List<String> lines = differences(modelled, actual, operation);
        played.add(new Difference.Step<>(operation, modelled));
        if (!lines.isEmpty()) {
          return Optional.of(new Difference<>(played, lines));
        }
      }
    }
    return Optional.empty();
  }

  private List<String> differences(Observation modelled, World<O> actual, O operation)
      throws InterruptedException {
    try {
      return Observation.differences(modelled, actual.play(operation));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return List.of("the engine failed: " + e);
    }
  }
}
