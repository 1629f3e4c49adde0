package dev.dream.supervisor;

import dev.dream.process.Deadline;
import java.time.Duration;

/**
 * How long a supervisor waits before it starts an ended child again: ever longer while the child
 * ends soon after each start or does not start, and as at first once it has lived for a while.
 * Immutable; each method returns a changed copy. OTP has none: it restarts at once.
 *
 * <p>A restart counts in its supervisor's limit when it is tried, not while it waits. The default
 * limit, three in five seconds, suits an initial interval of half a second or more; shorter ones
 * need a wider limit.
 *
 * @param initialInterval how long the first restart waits
 * @param maxInterval how long a restart waits at most
 * @param multiplier how much longer each restart waits than the one before
 * @param jitter the share of each interval that is left to chance, so that children that ended
 *     together do not come back together: with 0.2 an interval of 10 s becomes 8 to 10 s
 * @param resetAfter how long the child has to live for its next restart to be the first again
 */
public record Backoff(
    Duration initialInterval,
    Duration maxInterval,
    double multiplier,
    double jitter,
    Duration resetAfter) {

  private static final double DEFAULT_MULTIPLIER = 2;
  private static final double DEFAULT_JITTER = 0.2;

  /** Refuses intervals that do not grow and chances that are none. */
  public Backoff {
    checkPositive("initial interval", initialInterval);
    if (maxInterval.compareTo(initialInterval) < 0) {
      throw new IllegalArgumentException(
          "the max interval of a backoff must be at least its initial interval, %s, but was %s"
              .formatted(initialInterval, maxInterval));
    }
    if (!(multiplier >= 1 && Double.isFinite(multiplier))) {
      throw new IllegalArgumentException(
          "the multiplier of a backoff must be at least 1, but was " + multiplier);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException(
          "the jitter of a backoff must be from 0 to 1, but was " + jitter);
    }
    checkPositive("reset time", resetAfter);
  }

  /**
   * Returns intervals that double up to a longest one, a fifth of each left to chance. They begin
   * anew when the child has lived for twice the longest.
   */
  public static Backoff exponential(Duration initialInterval, Duration maxInterval) {
    Duration resetAfter =
        Deadline.isForever(maxInterval) ? maxInterval : maxInterval.multipliedBy(2);
    return new Backoff(
        initialInterval, maxInterval, DEFAULT_MULTIPLIER, DEFAULT_JITTER, resetAfter);
  }

  /** Returns this backoff with intervals that grow by another factor; 1 keeps them equal. */
  public Backoff multiplier(double newMultiplier) {
    return new Backoff(initialInterval, maxInterval, newMultiplier, jitter, resetAfter);
  }

  /** Returns this backoff with another share of chance; 0 for none. */
  public Backoff jitter(double share) {
    return new Backoff(initialInterval, maxInterval, multiplier, share, resetAfter);
  }

  /** Returns this backoff, beginning anew when the child has lived so long. */
  public Backoff resetAfter(Duration lifetime) {
    return new Backoff(initialInterval, maxInterval, multiplier, jitter, lifetime);
  }

  /**
   * Returns how long a restart waits. Pure.
   *
   * @param attempt which restart in a row it is; 1 is the first
   * @param chance from 0, which is the full interval, to 1, which is the shortest
   */
  Duration delay(int attempt, double chance) {
    double grown = Deadline.nanos(initialInterval) * Math.pow(multiplier, attempt - 1);
    double capped = Math.min(grown, Deadline.nanos(maxInterval));
    return Duration.ofNanos((long) (capped * (1 - jitter * chance)));
  }

  private static void checkPositive(String what, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "the %s of a backoff must be positive, but was %s".formatted(what, value));
    }
  }
}
