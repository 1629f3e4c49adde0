package dev.dream.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to open an auction.
 *
 * @param title what is sold
 * @param startingPrice the least the first bid must be
 * @param duration how long it takes bids; null for ten minutes
 */
record NewAuction(String title, Money startingPrice, @Nullable Duration duration) {

  private static final Duration DEFAULT_DURATION = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofDays(30);

  /** Refuses what is missing or out of bounds. */
  NewAuction {
    title = InvalidInputException.requireText("title", title, 100);
    InvalidInputException.requirePresent("startingPrice", startingPrice);
    if (duration != null && (!duration.isPositive() || duration.compareTo(LONGEST) > 0)) {
      throw new InvalidInputException("duration must be positive and at most 30 days");
    }
  }

  /** Returns the duration, or ten minutes. */
  Duration durationOrDefault() {
    return duration == null ? DEFAULT_DURATION : duration;
  }
}
