package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitException;
import dev.dream.process.ProcessInfo.Status;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.test.Chaos;
import dev.dream.test.ChaosEvent.Kind;
import dev.dream.test.Messages;
import dev.dream.test.RunningChaos;
import dev.dream.test.Victims;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * Auctions in a house where everything goes wrong. How long, and how: {@code
 * -Ddream.chaos.duration=1m -Ddream.chaos.seed=7}.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "demo.bidders=2",
      "demo.auctions=0",
      "dream.call-timeout=500ms",
      // Here the registry is killed as often as a fault that ought to bring the house down.
      "dream.root.max-restarts=1000"
    })
@AutoConfigureRestTestClient
class ChaosTest {

  private static final Logger log = LoggerFactory.getLogger(ChaosTest.class);
  private static final Duration DURATION =
      DurationStyle.detectAndParse(System.getProperty("dream.chaos.duration", "10s"));
  private static final long SEED = Long.getLong("dream.chaos.seed", 1);
  private static final Duration HEALS_WITHIN = Duration.ofSeconds(2);
  private static final int AUCTIONS = 5;
  private static final int BIDDERS = 3;
  private static final int LOWEST = 10;

  @Autowired private RestTestClient http;
  @Autowired private Dream dream;
  @Autowired private AuctionService auctions;
  @Autowired private JdbcClient jdbc;

  @Autowired
  @Qualifier("auctionSupervisor")
  private ServerRef<DynamicSupervisor> supervisor;

  private final Map<Long, Queue<Money>> accepted = new ConcurrentHashMap<>();
  private final Map<HttpStatusCode, AtomicLong> answers = new ConcurrentHashMap<>();
  private final AtomicLong amount = new AtomicLong(LOWEST);
  private volatile boolean isOver;

  @Test
  void noAcceptedBidIsLostAndTheTreeHeals() throws Exception {
    for (int i = 0; i < AUCTIONS; i++) {
      String title = "Desk " + i;
      accepted.put(
          auctions.open(title, Money.of("" + LOWEST), Duration.ofHours(1)).id(),
          new ConcurrentLinkedQueue<>());
    }
    List<CompletableFuture<Void>> bidders = new ArrayList<>();
    for (int i = 0; i < BIDDERS; i++) {
      bidders.add(
          CompletableFuture.runAsync(
              this::bidUntilItIsOver, task -> Thread.ofPlatform().start(task)));
    }
    RunningChaos chaos = chaos().start();
    try {
      try (chaos) {
        chaosLasts();
      }
      assertThatTheTreeHeals(after(chaos));
    } finally {
      isOver = true;
    }
    for (CompletableFuture<Void> bidder : bidders) {
      bidder.get(30, TimeUnit.SECONDS);
    }
    accepted.forEach((id, bids) -> assertThatNothingIsLost(id, bids, after(chaos)));
    assertThatItWasHardEnough(chaos, after(chaos));
  }

  private String after(RunningChaos chaos) {
    return "after %s; answers %s".formatted(chaos, answers);
  }

  private Chaos chaos() {
    Victims someAuctions = Victims.childrenOf("auctionSupervisor");
    return Chaos.on(dream)
        .seed(SEED)
        .kill(4, someAuctions)
        .kill(0.3, Victims.name("auctions"))
        .kill(0.2, Victims.module("Partition"))
        .kill(0.2, Victims.name("auctionSupervisor").andSupervisors())
        .kill(0.3, Victims.module("Bidder"))
        .stall(2, someAuctions, Duration.ofMillis(300))
        .stall(0.2, Victims.name("auctionSupervisor").andSupervisors(), Duration.ofMillis(300))
        .drop(0.02, Messages.all())
        .drop(0.1, Messages.of(Auction.PlaceBid.class))
        .delay(0.1, Messages.all().to(Victims.any().andSupervisors()), Duration.ofMillis(100));
  }

  private static void chaosLasts() {
    await().pollDelay(DURATION).atMost(DURATION.plusSeconds(30)).until(() -> true);
  }

  // --- bidding

  private void bidUntilItIsOver() {
    RandomGenerator random = RandomGenerator.getDefault();
    List<Long> ids = List.copyOf(accepted.keySet());
    while (!isOver) {
      long id = ids.get(random.nextInt(ids.size()));
      Money bid = Money.of("" + amount.incrementAndGet());
      HttpStatusCode status = place(id, bid);
      answers.computeIfAbsent(status, _ -> new AtomicLong()).incrementAndGet();
      if (status.isSameCodeAs(HttpStatus.CREATED)) {
        accepted.get(id).add(bid);
      }
    }
  }

  private HttpStatusCode place(long id, Money bid) {
    return http.post()
        .uri("/auctions/{id}/bids", id)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("bidder", "Ada", "amount", bid.amount()))
        .exchange()
        .returnResult(byte[].class)
        .getStatus();
  }

  // --- afterwards

  /** Everybody answers, is supervised once, and stands no longer still. */
  private void assertThatTheTreeHeals(String what) {
    long from = System.nanoTime();
    await(what)
        .atMost(HEALS_WITHIN)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(this::isHealed);
    log.info("healed in {} ms {}", Duration.ofNanos(System.nanoTime() - from).toMillis(), what);
  }

  private boolean isHealed() {
    try {
      return accepted.keySet().stream().allMatch(id -> auctions.find(id).id() == id)
          && accepted.keySet().stream().allMatch(this::isSupervisedOnce)
          && dream.whereis("bidder-1").isPresent()
          && dream.whereis("bidder-2").isPresent()
          && dream.processes().stream().noneMatch(process -> process.status() == Status.SUSPENDED);
    } catch (ExitException away) {
      return false;
    }
  }

  private boolean isSupervisedOnce(long id) {
    return DynamicSupervisor.whichChildren(supervisor).stream()
            .filter(child -> child.id().equals("auction-" + id))
            .count()
        == 1;
  }

  private void assertThatNothingIsLost(long id, Queue<Money> bids, String what) {
    List<Money> stored =
        jdbc.sql("select amount from bid where auction_id = :id order by bid_number")
            .param("id", id)
            .query((row, _) -> new Money(row.getBigDecimal("amount")))
            .list();
    assertThat(stored).as(what).containsAll(bids).isSorted().doesNotHaveDuplicates();

    AuctionState state = auctions.find(id);
    assertThat(state.bids()).as(what).isGreaterThanOrEqualTo(stored.size());
    assertThat(state.highest()).as(what).isNotNull();
    assertThat(state.highest().amount()).as(what).isGreaterThanOrEqualTo(stored.getLast());
  }

  private void assertThatItWasHardEnough(RunningChaos chaos, String what) {
    assertThat(List.of(Kind.KILLED, Kind.STALLED, Kind.DROPPED, Kind.DELAYED))
        .as(what)
        .allMatch(kind -> chaos.count(kind) > 0);
    assertThat(accepted.values()).as(what).noneMatch(Queue::isEmpty);
    assertThat(answers.keySet())
        .as(what)
        .contains(HttpStatus.CREATED)
        .isSubsetOf(HttpStatus.CREATED, HttpStatus.CONFLICT, HttpStatus.SERVICE_UNAVAILABLE);
  }
}
