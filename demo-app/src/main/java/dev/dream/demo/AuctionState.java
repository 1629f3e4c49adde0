package dev.dream.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An auction at one moment: what its process holds and answers, and what its row in the database
 * says. It decides about bids, and changes nothing.
 *
 * @param id its number
 * @param title what is sold
 * @param startingPrice the least the first bid must be
 * @param closesAt when it closes
 * @param closed whether it has been closed
 * @param bids how many bids were accepted
 * @param highest the last of them, or null
 */
record AuctionState(
    long id,
    String title,
    Money startingPrice,
    Instant closesAt,
    boolean closed,
    int bids,
    @Nullable Bid highest) {

  /** Returns what becomes of a bid that is made now. */
  BidResult judge(String bidder, Money amount, Instant now) {
    if (closed || !now.isBefore(closesAt)) {
      return new BidResult.Closed(highest);
    }
    if (amount.compareTo(minimum()) < 0) {
      return new BidResult.TooLow(minimum(), highest);
    }
    return new BidResult.Accepted(new Bid(bidder, amount, now));
  }

  /** Returns the least that the next bid must be. */
  @JsonProperty
  Money minimum() {
    return highest == null ? startingPrice : highest.amount().plus(Money.CENT);
  }

  /** Returns this auction with one more bid. */
  AuctionState with(Bid bid) {
    return new AuctionState(id, title, startingPrice, closesAt, closed, bids + 1, bid);
  }

  /** Returns this auction closed. */
  AuctionState close() {
    return new AuctionState(id, title, startingPrice, closesAt, true, bids, highest);
  }
}
