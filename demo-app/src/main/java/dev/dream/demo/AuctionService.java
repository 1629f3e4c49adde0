package dev.dream.demo;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartResult;
import dev.dream.supervisor.Supervisor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/**
 * The auctions as the rest of the application sees them. One is found by its number; whether its
 * process was just restarted is not the caller's business.
 *
 * <p>Asking one fails with a {@code CallException} while its process is away, or too slow.
 */
@Service
class AuctionService {

  private final Dream dream;
  private final ServerRef<Supervisor> supervisor;
  private final AuctionStore store;
  private final Clock clock;

  AuctionService(
      Dream dream,
      @Qualifier("auctions") ServerRef<Supervisor> supervisor,
      AuctionStore store,
      Clock clock) {
    this.dream = dream;
    this.supervisor = supervisor;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Stores an auction and starts its process.
   *
   * @throws StartException if it is stored but does not run; it will when its supervisor restarts
   */
  AuctionState open(String title, Money startingPrice, Duration duration) {
    long id = store.create(title, startingPrice, clock.instant().plus(duration));
    switch (Supervisor.startChild(supervisor, Auction.childSpec(id, store, clock))) {
      case StartResult.Started _ -> {}
      case StartResult.AlreadyStarted _ -> {} // the supervisor was restarted, and found the row
      case StartResult.Ignored ignored -> throw new StartException(Auction.name(id), ignored);
      case StartResult.Failed failed -> throw new StartException(Auction.name(id), failed);
    }
    return find(id);
  }

  /** Makes a bid in an auction. */
  BidResult bid(long id, String bidder, Money amount) {
    return running(id).call(new Auction.PlaceBid(bidder, amount));
  }

  /** Returns how an auction stands. */
  AuctionState find(long id) {
    return running(id).call(new Auction.Status());
  }

  /** Returns many at once, from the database: it asks no process, and knows no less. */
  List<AuctionState> newest() {
    return store.newest();
  }

  /** A process that is not there is unknown only if the database does not know it either. */
  private ServerRef<Auction> running(long id) {
    ServerRef<Auction> auction = dream.ref(Auction.name(id));
    if (auction.pid().isEmpty() && store.find(id).isEmpty()) {
      throw new UnknownAuctionException(id);
    }
    return auction;
  }
}
