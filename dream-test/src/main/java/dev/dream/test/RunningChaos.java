package dev.dream.test;

import dev.dream.Dream;
import dev.dream.process.Kernel;
import dev.dream.test.ChaosEvent.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Chaos} that happens, until it is closed, and what it has done. Any thread. */
public final class RunningChaos implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RunningChaos.class);

  private final long seed;
  private final Kernel kernel;
  private final Journal journal;
  private final Attacks attacks;
  private final MessageFaults faults;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RunningChaos(Dream dream, long seed, List<Rule> rules) {
    this.seed = seed;
    this.kernel = dream.node().kernel();
    this.journal = new Journal(dream.node());
    this.attacks = new Attacks(dream, seed, journal);
    this.faults = new MessageFaults(dream, seed, rules, journal);
  }

  static RunningChaos start(Dream dream, long seed, List<Rule> rules) {
    RunningChaos chaos = new RunningChaos(dream, seed, rules);
    chaos.kernel.injectFaults(chaos.faults); // first: it refuses a second chaos
    log.info("chaos with seed {}: {}", seed, rules);
    chaos.attacks.start(rules);
    return chaos;
  }

  /** Returns what repeats it, as far as threads allow; see {@link Chaos#seed}. */
  public long seed() {
    return seed;
  }

  /** Returns what it did, in order; of very much, the last ten thousand. */
  public List<ChaosEvent> events() {
    return journal.events();
  }

  /** Returns how often it did this. */
  public long count(Kind kind) {
    return journal.count(kind);
  }

  /**
   * Ends it. Nothing happens any more when this returns, and no process stands still; messages that
   * are late by now still come.
   *
   * @throws IllegalStateException if a predicate of the test's own failed, which was taken for no
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    kernel.removeFaults(faults);
    attacks.close();
    log.info("{}", this);
    RuntimeException failure = journal.failure();
    if (failure != null) {
      throw new IllegalStateException(
          "chaos with seed %d: choosing processes or messages failed: %s".formatted(seed, failure),
          failure);
    }
  }

  /** Shows the seed and the counts, as in {@code chaos with seed 42: 3 killed, 1 delayed}. */
  @Override
  public String toString() {
    String counts =
        Stream.of(Kind.values())
            .filter(kind -> count(kind) > 0)
            .map(kind -> count(kind) + " " + kind.word())
            .collect(Collectors.joining(", "));
    return "chaos with seed %d: %s".formatted(seed, counts.isEmpty() ? "nothing" : counts);
  }
}
