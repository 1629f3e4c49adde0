package dev.dream.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.opentest4j.AssertionFailedError;

/**
 * Many random runs, several at the same time. Each has a seed of its own, one more than the run
 * before, so that any of them can be played alone. The properties {@code dream.model.seed} and
 * {@code dream.model.runs} say which are played.
 *
 * @param <O> the operations
 */
final class RandomRuns<O extends Operation<O>> {

  private static final int AT_THE_SAME_TIME = 4;

  /** Of so many failing runs the one that shrinks best is shown. */
  private static final int FAILURES = 3;

  private final String test;
  private final LongFunction<List<O>> generator;
  private final Shrinker.Trial<O> trial;

  /**
   * Prepares runs.
   *
   * @param test the class that plays them, for the words on a failure
   * @param generator makes the operations of a seed
   * @param trial plays them
   */
  RandomRuns(Class<?> test, LongFunction<List<O>> generator, Shrinker.Trial<O> trial) {
    this.test = test.getSimpleName();
    this.generator = generator;
    this.trial = trial;
  }

  /**
   * A run that failed.
   *
   * @param seed its seed
   * @param size how many operations it had
   * @param smallest what is left of it
   */
  record Failure<O>(long seed, int size, Difference<O> smallest) {}

  /** Plays as many as the property says, or else so many; fails if one differs. */
  void play(int byDefault) throws Exception {
    long seed = Long.getLong("dream.model.seed", 1);
    int runs = Integer.getInteger("dream.model.runs", byDefault);
    Optional<Failure<O>> failure = findFailure(seed, runs);
    if (failure.isPresent()) {
      throw new AssertionFailedError(report(failure.get()));
    }
  }

  /** Returns a run in which the engine differs from the model, shrunk. */
  Optional<Failure<O>> findFailure(long firstSeed, int runs) throws Exception {
    List<Failure<O>> failures = new ArrayList<>();
    try (ExecutorService players = Executors.newFixedThreadPool(AT_THE_SAME_TIME)) {
      List<Future<Optional<Failure<O>>>> played = new ArrayList<>();
      for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
        long own = seed;
        played.add(players.submit(() -> playOne(own)));
      }
      for (int i = 0; i < runs && failures.size() < FAILURES; i++) {
        played.get(i).get().ifPresent(failures::add);
      }
      played.forEach(run -> run.cancel(false));
    }
    return failures.stream()
        .min(Comparator.comparingInt(failure -> failure.smallest().steps().size()));
  }

  private Optional<Failure<O>> playOne(long seed) throws Exception {
    List<O> operations = generator.apply(seed);
    try {
      Optional<Difference<O>> difference = trial.play(operations);
      return difference.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Failure<>(
                  seed, operations.size(), new Shrinker<>(trial).shrink(difference.get())));
    } catch (AssertionError | RuntimeException broken) {
      throw new AssertionFailedError("run " + seed + " broke; " + again(seed), broken);
    }
  }

  /** Returns a failure for people. */
  String report(Failure<O> failure) {
    return """
    run %d shows the engine different from the model; shrunk from %d operations to %d:
    %s%s\
    """
        .formatted(
            failure.seed(),
            failure.size(),
            failure.smallest().steps().size(),
            failure.smallest(),
            again(failure.seed()));
  }

  private String again(long seed) {
    return "to play it again: -Dtest=%s -Ddream.model.seed=%d -Ddream.model.runs=1"
        .formatted(test, seed);
  }
}
