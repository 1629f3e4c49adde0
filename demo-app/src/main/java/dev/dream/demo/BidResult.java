package dev.dream.demo;

import org.jspecify.annotations.Nullable;

/** How an auction answers a bid. */
sealed interface BidResult {

  /**
   * It is the highest now, and it is stored.
   *
   * @param bid as stored
   */
  record Accepted(Bid bid) implements BidResult {}

  /**
   * It is not enough.
   *
   * @param minimum the least that would have been
   * @param highest the bid to beat, or null: only the starting price is
   */
  record TooLow(Money minimum, @Nullable Bid highest) implements BidResult {}

  /**
   * It came too late.
   *
   * @param winner the bid that won, or null: there was none
   */
  record Closed(@Nullable Bid winner) implements BidResult {}
}
