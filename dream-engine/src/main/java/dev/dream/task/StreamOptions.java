package dev.dream.task;

import dev.dream.supervisor.Shutdown;
import java.time.Duration;

/**
 * How an {@code asyncStream} runs its tasks. Immutable; each method returns a changed copy.
 *
 * @param maxConcurrency how many tasks run at the same time
 * @param ordered whether results come in the order of the items; if not, in that of completion
 * @param timeout how long one task may take
 * @param onTimeout what happens when one takes longer
 * @param shutdown how a supervisor ends its tasks; without meaning for other streams
 */
public record StreamOptions(
    int maxConcurrency, boolean ordered, Duration timeout, OnTimeout onTimeout, Shutdown shutdown) {

  /** As many tasks as processors, in order, each five seconds; else the consumer exits. */
  public static final StreamOptions DEFAULT =
      new StreamOptions(
          Runtime.getRuntime().availableProcessors(),
          true,
          Task.DEFAULT_TIMEOUT,
          OnTimeout.EXIT,
          Shutdown.DEFAULT);

  /** Refuses impossible limits. */
  public StreamOptions {
    if (maxConcurrency < 1) {
      throw new IllegalArgumentException(
          "maxConcurrency must be greater than zero, but was " + maxConcurrency);
    }
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a timeout must not be negative, but was " + timeout);
    }
  }

  /** Returns these options with so many tasks at the same time. */
  public StreamOptions maxConcurrency(int tasks) {
    return new StreamOptions(tasks, ordered, timeout, onTimeout, shutdown);
  }

  /** Returns these options with results in the order of completion. */
  public StreamOptions unordered() {
    return new StreamOptions(maxConcurrency, false, timeout, onTimeout, shutdown);
  }

  /** Returns these options with so much time for each task. */
  public StreamOptions timeout(Duration perTask) {
    return new StreamOptions(maxConcurrency, ordered, perTask, onTimeout, shutdown);
  }

  /** Returns these options with another rule for a task that takes too long. */
  public StreamOptions onTimeout(OnTimeout rule) {
    return new StreamOptions(maxConcurrency, ordered, timeout, rule, shutdown);
  }

  /** Returns these options with another way in which a supervisor ends the tasks. */
  public StreamOptions shutdown(Shutdown ofTasks) {
    return new StreamOptions(maxConcurrency, ordered, timeout, onTimeout, ofTasks);
  }
}
