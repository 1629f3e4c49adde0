package dev.dream.keyed;

import dev.dream.genserver.OverloadedException;
import dev.dream.process.Overload;
import dev.dream.process.Via;
import java.time.Duration;

/**
 * The process of a key was not started because there are as many as there may be. Nothing was done.
 * The estimated wait is how long it takes on average until one of them stops, if all are idle.
 */
public final class TooManyProcessesException extends OverloadedException {

  private static final long serialVersionUID = 1L;

  private final int limit;

  private TooManyProcessesException(String message, Overload overload, int limit) {
    super(message, overload);
    this.limit = limit;
  }

  static TooManyProcessesException of(Via name, KeyedSpec<?, ?> spec) {
    int limit = spec.maxProcesses().orElseThrow();
    String what =
        spec.idleTimeout().isPresent()
            ? "raise maxProcesses, or let them stop sooner"
            : "raise maxProcesses, or let them stop when idle by an idleTimeout";
    Duration wait =
        spec.idleTimeout().map(idle -> idle.dividedBy(Math.max(1, limit))).orElse(Duration.ZERO);
    return new TooManyProcessesException(
        "start %s failed: %d processes live, limit %d; %s".formatted(name, limit, limit, what),
        new Overload(0, Duration.ZERO, wait),
        limit);
  }

  /** Returns how many there may be; so many there were. */
  public int limit() {
    return limit;
  }
}
