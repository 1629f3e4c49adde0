package dev.dream.benchmarks;

/**
 * One way to do a workload. Used by one thread.
 *
 * @param engine on what
 * @param work does it
 */
public record Contender(String engine, Work work) {

  /** The engine itself, with callback processes: to which all others are compared. */
  public static final String DREAM = "dream";

  /** The engine itself, with processes that have a stack. */
  public static final String DREAM_BODY = "dream-body";

  /** The engine itself, with GenServers. */
  public static final String DREAM_GENSERVER = "dream-genserver";

  /** Apache Pekko, typed. */
  public static final String PEKKO = "pekko";

  /** Apache Pekko, typed, with a thread per core. */
  public static final String PEKKO_TUNED = "pekko-tuned";

  /** Virtual threads with queues, as people write them by hand. */
  public static final String THREADS = "threads";

  /** Erlang itself. */
  public static final String BEAM = "beam";

  /** Does a workload. */
  @FunctionalInterface
  public interface Work {

    /**
     * Does it so many times.
     *
     * @param operations how often; at least once, and what is costly may be rounded up to whole
     *     rounds
     * @return what it took
     */
    Measured run(int operations) throws Exception;
  }
}
