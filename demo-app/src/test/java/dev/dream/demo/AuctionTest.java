package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.demo.Auction.Close;
import dev.dream.demo.Auction.PlaceBid;
import dev.dream.demo.Auction.Status;
import dev.dream.demo.BidResult.Accepted;
import dev.dream.demo.BidResult.Closed;
import dev.dream.demo.BidResult.TooLow;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.From;
import dev.dream.genserver.Next;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.registry.RegistrySpec;
import dev.dream.registry.UniqueRegistry;
import dev.dream.supervisor.ChildSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class AuctionTest {

  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  private final AuctionStore store = TestDatabase.emptyStore();
  private final long id = store.create("clock", Money.of("10"), LATER);
  private final AuctionState fresh = stored();
  private final List<AuctionState> told = new ArrayList<>();

  @Nested
  class HandleCall {

    private final From nobody = null; // no callback looks at it

    @Test
    void acceptsTheStartingPriceAsTheFirstBid() {
      Bid bid = new Bid("Ada", Money.of("10"), NOW);

      assertThat(bid(NOW, "10", fresh)).isEqualTo(reply(new Accepted(bid), fresh.with(bid)));
    }

    @Test
    void storesABidBeforeItIsAccepted() {
      bid(NOW, "12.50", fresh);

      assertThat(stored().highest()).isEqualTo(new Bid("Ada", Money.of("12.50"), NOW));
      assertThat(stored().bids()).isEqualTo(1);
      assertThat(told).containsExactly(stored());
    }

    @Test
    void refusesABidBelowTheStartingPrice() {
      assertThat(bid(NOW, "9.99", fresh)).isEqualTo(reply(new TooLow(Money.of("10"), null), fresh));
    }

    @Test
    void refusesABidThatOnlyEqualsTheHighest() {
      Bid highest = new Bid("Joe", Money.of("20"), NOW);
      AuctionState state = fresh.with(highest);

      assertThat(bid(NOW, "20.00", state))
          .isEqualTo(reply(new TooLow(Money.of("20.01"), highest), state));
      assertThat(stored()).isEqualTo(fresh);
      assertThat(told).isEmpty();
    }

    @Test
    void refusesABidAtTheClosingTimeEvenBeforeTheTimerHasCome() {
      assertThat(bid(LATER, "50", fresh)).isEqualTo(reply(new Closed(null), fresh));
      assertThat(stored()).isEqualTo(fresh);
    }

    @Test
    void refusesABidOnceClosed() {
      assertThat(bid(NOW, "50", fresh.close())).isEqualTo(reply(new Closed(null), fresh.close()));
    }

    @Test
    void failsIfAnotherIncarnationHasStoredABidMeanwhile() {
      store.add(id, 1, new Bid("Joe", Money.of("30"), NOW));

      assertThatThrownBy(() -> bid(NOW, "20", fresh)).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void answersItsState() {
      assertThat(auction(NOW).handleCall(new Status(), nobody, fresh))
          .isEqualTo(reply(fresh, fresh));
    }

    private CallResult<AuctionState> bid(Instant at, String amount, AuctionState state) {
      return auction(at).handleCall(new PlaceBid("Ada", Money.of(amount)), nobody, state);
    }

    private CallResult<AuctionState> reply(Object answer, AuctionState state) {
      return new CallResult.Reply<>(answer, state, new Next.Wait());
    }
  }

  @Nested
  class HandleInfo {

    @Test
    void closesAndStoresThat() throws Exception {
      assertThat(auction(LATER).handleInfo(new Close(), fresh))
          .isEqualTo(auction(LATER).noReply(fresh.close()));
      assertThat(stored().closed()).isTrue();
      assertThat(told).containsExactly(fresh.close());
    }
  }

  /** With a process: {@code init} starts a timer, and only a process has those. */
  @Nested
  class Init {

    @Test
    void readsTheAuctionAndItsHighestBid() throws Exception {
      store.add(id, 1, new Bid("Joe", Money.of("30"), NOW));
      store.add(id, 2, new Bid("Ada", Money.of("40"), NOW));

      try (Dream dream = Dream.create()) {
        assertThat(dream.run(() -> auction(NOW).init())).isEqualTo(auction(NOW).ok(stored()));
      }
      assertThat(stored().highest()).isEqualTo(new Bid("Ada", Money.of("40"), NOW));
    }

    @Test
    void closesAnAuctionWhoseTimeHasPassedMeanwhile() {
      try (Dream dream = Dream.create()) {
        ServerRef<Auction> auction = dream.start(() -> auction(LATER.plusSeconds(5)));

        // The timer had no time left, and its message may still be under way.
        await().pollInterval(Duration.ofMillis(5)).until(() -> auction.call(new Status()).closed());
      }
      assertThat(stored().closed()).isTrue();
    }

    @Test
    void doesNotStartWithoutARow() {
      try (Dream dream = Dream.create()) {
        assertThatThrownBy(
                () ->
                    dream.start(
                        () -> new Auction(404, store, told::add, Clock.systemUTC()),
                        StartOptions.named("auction-404")))
            .isInstanceOf(StartException.class)
            .hasMessageContaining("ignore");
      }
    }
  }

  @Nested
  class Supervised {

    /** Or its supervisor would try again, in vain, until it gave up and took all auctions along. */
    @Test
    void aRestartGivesWayToWhoHasStartedTheAuctionMeanwhile() throws Exception {
      try (Dream dream = Dream.create()) {
        RegistrySpec.unique().start(dream.node(), "auctions");
        UniqueRegistry<Long, Void> auctions = UniqueRegistry.named(dream.node(), "auctions");
        ChildSpec<Auction> spec =
            Auction.childSpec(id, auctions.via(id), store, told::add, Clock.systemUTC());

        StartResult first = dream.run(() -> start(spec));
        StartResult second = dream.run(() -> start(spec));

        assertThat(first).isInstanceOf(StartResult.Started.class);
        assertThat(second).isEqualTo(new StartResult.Ignored());
      }
    }

    private static StartResult start(ChildSpec<?> spec) throws Exception {
      return spec.start().start(spec.options());
    }
  }

  private AuctionState stored() {
    return store.find(id).orElseThrow();
  }

  private Auction auction(Instant at) {
    return new Auction(id, store, told::add, Clock.fixed(at, ZoneOffset.UTC));
  }
}
