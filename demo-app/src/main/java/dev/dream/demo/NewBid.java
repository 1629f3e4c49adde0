package dev.dream.demo;

/**
 * The body of a request to bid.
 *
 * @param bidder who bids
 * @param amount how much
 */
record NewBid(String bidder, Money amount) {

  /** Refuses what is missing or too long. */
  NewBid {
    bidder = InvalidInputException.requireText("bidder", bidder, 50);
    InvalidInputException.requirePresent("amount", amount);
  }
}
