package dev.dream.demo;

import static dev.dream.process.Processes.label;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.sendAfter;

import dev.dream.demo.BidResult.Accepted;
import dev.dream.demo.BidResult.Closed;
import dev.dream.demo.BidResult.TooLow;
import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.StartResult;
import dev.dream.process.ProcessName;
import dev.dream.supervisor.ChildSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The process that runs one auction: it takes bids one at a time until the closing time, and goes
 * on answering after it.
 *
 * <p>What it knows is in the database before anybody hears of it, and {@link #init} reads it back.
 * So it may be killed at any moment: the next incarnation goes on with the highest bid and what is
 * left of the time.
 */
final class Auction implements GenServer<AuctionState, Auction.Request<?>, Auction.Crash> {

  private final long id;
  private final AuctionStore store;
  private final Consumer<AuctionState> audience;
  private final Clock clock;

  Auction(long id, AuctionStore store, Consumer<AuctionState> audience, Clock clock) {
    this.id = id;
    this.store = store;
    this.audience = audience;
    this.clock = clock;
  }

  /** What an auction can be asked. */
  sealed interface Request<R> extends Call<Auction, R> {}

  /** Makes a bid. */
  record PlaceBid(String bidder, Money amount) implements Request<BidResult> {}

  /** Asks how things stand. */
  record Status() implements Request<AuctionState> {}

  /** Makes it fail, as a bug would: for whoever wants to see what happens then. */
  record Crash() implements Cast<Auction> {}

  /** What the process sends itself for the closing time. */
  record Close() {}

  /**
   * Returns how an auction is supervised. Permanent, which is the default: a closed auction still
   * answers, and an idle process costs a few hundred bytes and no thread.
   *
   * <p>A restart gives way if the auction runs: between the end of a process and its restart
   * somebody may have asked for the auction, and so started it on demand.
   *
   * @param name under which it is to be found
   * @param audience told of each change, in the auction's process
   */
  static ChildSpec<Auction> childSpec(
      long id, ProcessName name, AuctionStore store, Consumer<AuctionState> audience, Clock clock) {
    ChildSpec<Auction> auction =
        ChildSpec.worker("auction-" + id, () -> new Auction(id, store, audience, clock)).name(name);
    return auction.start(options -> unlessRunning(auction.start().start(options)));
  }

  private static StartResult unlessRunning(StartResult result) {
    return result instanceof StartResult.AlreadyStarted ? new StartResult.Ignored() : result;
  }

  @Override
  public InitResult<AuctionState> init() {
    Optional<AuctionState> stored = store.find(id);
    stored.ifPresent(state -> label(state.title()));
    stored.filter(state -> !state.closed()).ifPresent(this::startTimer);
    return stored.<InitResult<AuctionState>>map(this::ok).orElseGet(this::ignore);
  }

  @Override
  public CallResult<AuctionState> handleCall(Request<?> request, From from, AuctionState state) {
    return switch (request) {
      case PlaceBid bid -> placeBid(bid, state);
      case Status status -> reply(status, state, state);
    };
  }

  @Override
  public CastResult<AuctionState> handleCast(Crash event, AuctionState state) {
    throw new IllegalStateException("somebody wanted to see auction %d crash".formatted(id));
  }

  @Override
  public CastResult<AuctionState> handleInfo(Object message, AuctionState state) throws Exception {
    if (!(message instanceof Close)) {
      return GenServer.super.handleInfo(message, state);
    }
    store.close(id);
    audience.accept(state.close());
    return noReply(state.close());
  }

  private CallResult<AuctionState> placeBid(PlaceBid request, AuctionState state) {
    BidResult result = state.judge(request.bidder(), request.amount(), clock.instant());
    return switch (result) {
      case Accepted(Bid bid) -> {
        AuctionState next = state.with(bid);
        store.add(id, next.bids(), bid);
        audience.accept(next);
        yield reply(request, result, next);
      }
      case TooLow _, Closed _ -> reply(request, result, state);
    };
  }

  private void startTimer(AuctionState state) {
    Duration left = Duration.between(clock.instant(), state.closesAt());
    sendAfter(self(), new Close(), left.isNegative() ? Duration.ZERO : left);
  }
}
