package dev.dream.demo;

import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.sendAfter;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.ExitException;
import dev.dream.supervisor.ChildSpec;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A process that bids in a random auction, thinks for a while, and bids again. Its state is how
 * many of its bids were accepted.
 */
final class Bidder implements GenServer<Integer, Call<Bidder, ?>, Cast<Bidder>> {

  private static final List<String> NAMES =
      List.of("Ada", "Joe", "Barbara", "Robert", "Grace", "Mike", "Frances", "Edsger");

  private final String name;
  private final AuctionService auctions;
  private final RandomGenerator random;

  Bidder(String name, AuctionService auctions, RandomGenerator random) {
    this.name = name;
    this.auctions = auctions;
    this.random = random;
  }

  /** What it sends itself when it has thought. */
  private record Turn() {}

  static ChildSpec<Bidder> childSpec(int number, AuctionService auctions) {
    String name = NAMES.get((number - 1) % NAMES.size());
    return ChildSpec.worker(
            "bidder-" + number, () -> new Bidder(name, auctions, RandomGenerator.getDefault()))
        .named();
  }

  @Override
  public InitResult<Integer> init() {
    think();
    return ok(0);
  }

  @Override
  public CastResult<Integer> handleInfo(Object message, Integer accepted) throws Exception {
    if (!(message instanceof Turn)) {
      return GenServer.super.handleInfo(message, accepted);
    }
    boolean isAccepted = bid();
    think();
    return noReply(isAccepted ? accepted + 1 : accepted);
  }

  /** Waits by a timer, not by sleeping: the process is idle meanwhile, and holds no thread. */
  private void think() {
    sendAfter(self(), new Turn(), Duration.ofMillis(random.nextInt(500, 4000)));
  }

  private boolean bid() {
    List<AuctionState> open =
        auctions.newest().stream().filter(auction -> !auction.closed()).toList();
    if (open.isEmpty()) {
      return false;
    }
    AuctionState auction = open.get(random.nextInt(open.size()));
    try {
      return auctions.bid(auction.id(), name, raised(auction)) instanceof BidResult.Accepted;
    } catch (ExitException away) {
      return false; // the auction was ended just now; it is back by the next turn
    }
  }

  /** Adds one to five hundredths of the starting price, and so rises by steps one can follow. */
  private Money raised(AuctionState auction) {
    if (auction.highest() == null) {
      return auction.minimum();
    }
    return auction.highest().amount().plus(auction.startingPrice().percent(random.nextInt(1, 6)));
  }
}
