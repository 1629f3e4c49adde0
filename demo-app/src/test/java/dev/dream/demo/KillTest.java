package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.registry.UniqueRegistry;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.Supervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Auctions whose processes are killed. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "demo.bidders=0",
      "demo.auctions=0",
      "dream.call-timeout=200ms",
      "management.endpoint.dreamprocesses.access=unrestricted"
    })
@AutoConfigureRestTestClient
class KillTest {

  private static final int KILLS = 50;
  private static final int BIDDERS = 4;

  @Autowired private RestTestClient http;
  @Autowired private Dream dream;
  @Autowired private AuctionService auctions;
  @Autowired private JdbcClient jdbc;

  @Autowired private UniqueRegistry<Long, Void> registry;

  @Autowired
  @Qualifier("auctionSupervisor")
  private ServerRef<DynamicSupervisor> supervisor;

  @Test
  void aKilledAuctionComesBackWithItsHighestBid() {
    long id = open();
    auctions.bid(id, "Ada", Money.of("25"));
    JsonNode before = child("auction-" + id);

    http.delete()
        .uri("/actuator/dreamprocesses/auctions/{id}?reason=kill", id)
        .exchange()
        .expectStatus()
        .isOk();

    JsonNode after =
        await()
            .until(
                () -> child("auction-" + id),
                child -> child.path("restarts").asInt() == before.path("restarts").asInt() + 1);
    assertThat(after.path("pid").asString())
        .isNotEmpty()
        .isNotEqualTo(before.path("pid").asString());
    assertThat(auctions.find(id).highest()).extracting(Bid::bidder).isEqualTo("Ada");
    assertThat(auctions.bid(id, "Joe", Money.of("25"))).isInstanceOf(BidResult.TooLow.class);
    assertThat(auctions.bid(id, "Joe", Money.of("30"))).isInstanceOf(BidResult.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auctions", "auctionSupervisor"})
  void answers503AndWhenToTryAgainWhileAnAuctionCannotBeFoundOrStarted(String stopped) {
    long id = open();
    ServerRef<Supervisor> house = dream.ref("auction-house.supervisor");
    Supervisor.terminateChild(house, "opener");
    Supervisor.terminateChild(house, "auctionSupervisor");
    Supervisor.terminateChild(house, stopped);

    http.get()
        .uri("/auctions/{id}", id)
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .valueEquals(HttpHeaders.RETRY_AFTER, "1")
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);

    if (stopped.equals("auctions")) {
      Supervisor.restartChild(house, "auctions");
    }
    Supervisor.restartChild(house, "auctionSupervisor");
    Supervisor.restartChild(house, "opener");
    http.get().uri("/auctions/{id}", id).exchange().expectStatus().isOk();
  }

  @Test
  void anAuctionIsStartedOnceHoweverManyAskForIt() throws Exception {
    long id = open();
    DynamicSupervisor.terminateChild(supervisor, registry.whereis(id).orElseThrow());
    List<CompletableFuture<AuctionState>> answers = new ArrayList<>();

    for (int i = 0; i < 20; i++) {
      answers.add(
          CompletableFuture.supplyAsync(() -> auctions.find(id), Thread::startVirtualThread));
    }

    for (CompletableFuture<AuctionState> answer : answers) {
      assertThat(answer.get(10, TimeUnit.SECONDS).id()).isEqualTo(id);
    }
    assertThat(DynamicSupervisor.whichChildren(supervisor))
        .filteredOn(child -> child.id().equals("auction-" + id))
        .hasSize(1);
  }

  @Test
  void answers503AndWhenToTryAgainIfAnAuctionIsTooSlow() {
    dream.start(Silent::new, StartOptions.named(registry.via(77777L)));

    http.get()
        .uri("/auctions/77777")
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .valueEquals(HttpHeaders.RETRY_AFTER, "1")
        .expectBody()
        .jsonPath("$.detail")
        .value(String.class, detail -> assertThat(detail).contains("timed out after 200 ms"));
  }

  /**
   * The thread of a killed process may still be writing a bid when the next incarnation starts from
   * what it finds.
   */
  @Test
  void noAcceptedBidIsLostHoweverOftenAnAuctionIsKilled() throws Exception {
    long id = open();
    Queue<Money> accepted = new ConcurrentLinkedQueue<>();
    AtomicLong amount = new AtomicLong(100);
    AtomicBoolean isOver = new AtomicBoolean();
    Runnable bidding =
        () -> {
          while (!isOver.get()) {
            bid(id, Money.of("" + amount.incrementAndGet())).ifPresent(accepted::add);
          }
        };
    List<Thread> bidders = new ArrayList<>();
    for (int i = 0; i < BIDDERS; i++) {
      // Not virtual: these try again without a pause, and would leave no carrier to the engine.
      bidders.add(Thread.ofPlatform().start(bidding));
    }
    try {
      for (int i = 0; i < KILLS; i++) {
        int before = accepted.size();
        await().pollInterval(Duration.ofMillis(1)).until(() -> accepted.size() > before);
        registry.whereis(id).ifPresent(pid -> dream.exit(pid, ExitReason.KILL));
      }
    } finally {
      isOver.set(true);
    }
    for (Thread bidder : bidders) {
      bidder.join();
    }

    List<Money> stored =
        jdbc.sql("select amount from bid where auction_id = :id order by bid_number")
            .param("id", id)
            .query((row, _) -> new Money(row.getBigDecimal("amount")))
            .list();
    assertThat(stored).containsAll(accepted).isSorted().doesNotHaveDuplicates();
    await()
        .untilAsserted(
            () ->
                assertThat(DynamicSupervisor.whichChildren(supervisor))
                    .filteredOn(child -> child.id().equals("auction-" + id))
                    .hasSize(1));
  }

  private Optional<Money> bid(long id, Money amount) {
    try {
      return auctions.bid(id, "Ada", amount) instanceof BidResult.Accepted
          ? Optional.of(amount)
          : Optional.empty();
    } catch (ExitException away) {
      return Optional.empty();
    }
  }

  private long open() {
    return auctions.open("Desk", Money.of("10"), Duration.ofHours(1)).id();
  }

  private JsonNode child(String id) {
    JsonNode auctionsNode =
        http.get()
            .uri("/actuator/dreamsupervisors/auctionSupervisor?limit=1000")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody();
    return auctionsNode
        .path("children")
        .valueStream()
        .filter(child -> child.path("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Takes requests and never answers. */
  private static final class Silent
      implements GenServer<Integer, Auction.Request<?>, Cast<Auction>> {

    @Override
    public InitResult<Integer> init() {
      return ok(0);
    }

    @Override
    public CallResult<Integer> handleCall(Auction.Request<?> request, From from, Integer state) {
      return noReply(state);
    }
  }
}
