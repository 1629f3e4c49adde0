package dev.dream.demo;

import dev.dream.Dream;
import dev.dream.genserver.Call;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartResult;
import dev.dream.process.Via;
import dev.dream.registry.UniqueRegistry;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/**
 * The auctions as the rest of the application sees them. One is found by its number, and started if
 * it does not run; whether its process was just restarted is not the caller's business.
 *
 * <p>Asking one fails with an {@code ExitException} while it is away, or too slow.
 */
@Service
class AuctionService {

  private static final Duration START_LIMIT = Duration.ofSeconds(5);

  private final Dream dream;
  private final UniqueRegistry<Long, Void> registry;
  private final ServerRef<DynamicSupervisor> supervisor;
  private final AuctionStore store;
  private final Audience audience;
  private final Clock clock;

  AuctionService(
      Dream dream,
      UniqueRegistry<Long, Void> registry,
      @Qualifier("auctionSupervisor") ServerRef<DynamicSupervisor> supervisor,
      AuctionStore store,
      Audience audience,
      Clock clock) {
    this.dream = dream;
    this.registry = registry;
    this.supervisor = supervisor;
    this.store = store;
    this.audience = audience;
    this.clock = clock;
  }

  /**
   * Stores an auction and starts its process.
   *
   * @throws dev.dream.process.ExitException if it is stored but does not run; it will when it is
   *     asked for
   */
  AuctionState open(String title, Money startingPrice, Duration duration) {
    return find(store.create(title, startingPrice, clock.instant().plus(duration)));
  }

  /** Makes a bid in an auction. */
  BidResult bid(long id, String bidder, Money amount) {
    return ask(id, new Auction.PlaceBid(bidder, amount));
  }

  /** Returns how an auction stands. */
  AuctionState find(long id) {
    return ask(id, new Auction.Status());
  }

  /** Makes an auction's process fail. */
  void crash(long id) {
    find(id); // it must be there to do so
    dream.<Auction>ref(registry.via(id)).cast(new Auction.Crash());
  }

  /** Returns many at once, from the database: it asks no process, and knows no less. */
  List<AuctionState> newest() {
    return store.newest();
  }

  /** Starts all open auctions that do not run; returns how many are open. */
  int startOpen() {
    List<Long> open = store.open();
    open.forEach(this::start);
    return open.size();
  }

  private <R> R ask(long id, Call<Auction, R> request) {
    try {
      start(id);
      return dream.<Auction>ref(registry.via(id)).call(request);
    } catch (IllegalArgumentException noRegistry) {
      throw new AuctionAwayException(id, noRegistry);
    }
  }

  /** Starts an auction unless it runs: however many ask at the same time, it is started once. */
  private void start(long id) {
    try {
      registry.lookupOrStart(id, name -> start(id, name));
    } catch (StartException failed) {
      boolean hasNoRow = failed.result() instanceof StartResult.Ignored && store.find(id).isEmpty();
      throw hasNoRow ? new UnknownAuctionException(id) : failed;
    }
  }

  private StartResult start(long id, Via name) {
    ChildSpec<Auction> auction = Auction.childSpec(id, name, store, audience::tell, clock);
    StartResult result = DynamicSupervisor.startChild(supervisor, auction, START_LIMIT);
    return result instanceof StartResult.Ignored
        ? name.whereis().<StartResult>map(StartResult.AlreadyStarted::new).orElse(result)
        : result;
  }
}
