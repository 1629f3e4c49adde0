package dev.dream.supervisor;

import dev.dream.process.Processes;
import dev.dream.process.Wording;
import java.time.Duration;

/** How a supervisor ends a child. */
public sealed interface Shutdown {

  /** What a worker gets if nothing else is said. */
  Shutdown DEFAULT = new Within(Duration.ofSeconds(5));

  /** Kills it at once. */
  Shutdown BRUTAL_KILL = new BrutalKill();

  /** Waits as long as it takes: what a supervisor gets if nothing else is said. */
  Shutdown INFINITY = new Within(Processes.INFINITY);

  /** Kills it at once; it cannot clean up. */
  record BrutalKill() implements Shutdown {

    @Override
    public String toString() {
      return "brutal kill";
    }
  }

  /**
   * Tells it to shut down, and kills it if it has not ended in time.
   *
   * @param timeout how long it may take
   */
  record Within(Duration timeout) implements Shutdown {

    /** Refuses a negative time. */
    public Within {
      if (timeout.isNegative()) {
        throw new IllegalArgumentException(
            "a shutdown timeout must not be negative, but was " + timeout);
      }
    }

    @Override
    public String toString() {
      return timeout.equals(Processes.INFINITY) ? "infinity" : Wording.of(timeout);
    }
  }
}
