package dev.dream.demo;

import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.sendAfter;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Restart;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A process that bids in a random auction, thinks for a while, and bids again. Its state is how
 * many of its bids were accepted.
 */
final class Bidder implements GenServer<Integer, Call<Bidder, ?>, Cast<Bidder>> {

  private static final List<String> NAMES =
      List.of("Ada", "Joe", "Barbara", "Robert", "Grace", "Mike", "Frances", "Edsger");

  private final String name;
  private final AuctionService auctions;
  private final Pace pace;
  private final RandomGenerator random;

  Bidder(String name, AuctionService auctions, Pace pace, RandomGenerator random) {
    this.name = name;
    this.auctions = auctions;
    this.pace = pace;
    this.random = random;
  }

  /**
   * How long it thinks, and how long it stays.
   *
   * @param least milliseconds between two bids
   * @param most milliseconds between two bids
   * @param stay after which it leaves, or null
   */
  private record Pace(int least, int most, @Nullable Duration stay) {

    static final Pace LEISURELY = new Pace(500, 4000, null);

    static Pace hasty(Duration stay) {
      return new Pace(20, 200, stay);
    }
  }

  /** What it sends itself when it has thought. */
  private record Turn() {}

  /** What it sends itself when it is time to leave. */
  private record Leave() {}

  /** Returns one of the house, which bids now and then. */
  static ChildSpec<Bidder> childSpec(int number, AuctionService auctions) {
    return spec("bidder-" + number, number, auctions, Pace.LEISURELY).named();
  }

  /** Returns one of a crowd, which bids as fast as a person clicks, and leaves after some time. */
  static ChildSpec<Bidder> hasty(int number, AuctionService auctions, Duration stay) {
    return spec("hasty-" + number, number, auctions, Pace.hasty(stay)).restart(Restart.TRANSIENT);
  }

  private static ChildSpec<Bidder> spec(String id, int number, AuctionService auctions, Pace pace) {
    String name = NAMES.get((number - 1) % NAMES.size());
    return ChildSpec.worker(
        id, () -> new Bidder(name, auctions, pace, RandomGenerator.getDefault()));
  }

  @Override
  public InitResult<Integer> init() {
    think();
    if (pace.stay() != null) {
      sendAfter(self(), new Leave(), pace.stay());
    }
    return ok(0);
  }

  @Override
  public CastResult<Integer> handleInfo(Object message, Integer accepted) throws Exception {
    return switch (message) {
      case Turn() -> {
        boolean isAccepted = bid();
        think();
        yield noReply(isAccepted ? accepted + 1 : accepted);
      }
      case Leave() -> stop(ExitReason.NORMAL, accepted);
      default -> GenServer.super.handleInfo(message, accepted);
    };
  }

  /** Waits by a timer, not by sleeping: the process is idle meanwhile, and holds no thread. */
  private void think() {
    sendAfter(self(), new Turn(), Duration.ofMillis(random.nextInt(pace.least(), pace.most())));
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
