package dev.dream.demo;

import org.jspecify.annotations.Nullable;

/**
 * How many bidders of the crowd there are, or are to be.
 *
 * @param bidders from 0 to 200
 */
record Load(@Nullable Integer bidders) {

  /** Refuses what is missing or out of bounds. */
  Load {
    int wanted = InvalidInputException.requirePresent("bidders", bidders);
    if (wanted < 0 || wanted > Crowd.MOST) {
      throw new InvalidInputException(
          "bidders must be from 0 to %d, but was %d".formatted(Crowd.MOST, wanted));
    }
  }
}
