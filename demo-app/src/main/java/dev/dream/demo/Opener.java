package dev.dream.demo;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;

/**
 * Starts the auctions that are open, whenever their supervisor has started without any; has nothing
 * to do afterwards. An open auction must run, asked for or not: it closes itself. Its state is how
 * many there were.
 */
final class Opener implements GenServer<Integer, Call<Opener, ?>, Cast<Opener>> {

  private final AuctionService auctions;

  Opener(AuctionService auctions) {
    this.auctions = auctions;
  }

  @Override
  public InitResult<Integer> init() {
    return ok(auctions.startOpen());
  }
}
