package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.ProcessInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The profile {@code postgres}, with a real PostgreSQL. */
class PostgresTest {

  private static PostgresCluster postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresCluster.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (postgres != null) {
      postgres.stop();
    }
  }

  private static ConfigurableApplicationContext house() {
    List<String> arguments = new ArrayList<>(postgres.environment());
    arguments.addAll(
        List.of("--spring.profiles.active=postgres", "--demo.bidders=0", "--demo.auctions=0"));
    return new SpringApplicationBuilder(AuctionHouse.class)
        .web(WebApplicationType.NONE)
        .run(arguments.toArray(String[]::new));
  }

  @Test
  void isWhatTheApplicationUses() {
    try (ConfigurableApplicationContext house = house()) {
      assertThat(
              house.getBean(JdbcClient.class).sql("select version()").query(String.class).single())
          .startsWith("PostgreSQL");
    }
  }

  @Test
  void auctionsOutliveTheirProcessesAndTheApplication() {
    long id;
    try (ConfigurableApplicationContext first = house()) {
      AuctionService auctions = first.getBean(AuctionService.class);
      id = auctions.open("Desk", Money.of("10"), Duration.ofHours(1)).id();
      auctions.bid(id, "Ada", Money.of("25.50"));
      kill(first.getBean(Dream.class));
      await()
          .ignoreException(ExitException.class)
          .untilAsserted(() -> assertThat(auctions.find(id).bids()).isEqualTo(1));
    }
    try (ConfigurableApplicationContext second = house()) {
      AuctionService auctions = second.getBean(AuctionService.class);
      assertThat(auctions.find(id).highest())
          .isEqualTo(new Bid("Ada", Money.of("25.50"), auctions.find(id).highest().placedAt()));
      assertThat(auctions.bid(id, "Joe", Money.of("20"))).isInstanceOf(BidResult.TooLow.class);
      assertThat(auctions.bid(id, "Joe", Money.of("30"))).isInstanceOf(BidResult.Accepted.class);
    }
  }

  private static void kill(Dream dream) {
    dream.processes().stream()
        .filter(process -> process.module().equals("Auction"))
        .map(ProcessInfo::pid)
        .forEach(pid -> dream.exit(pid, ExitReason.KILL));
  }

  @Test
  void whoBidAtTheSameTimeBidOneAfterTheOther() {
    try (ConfigurableApplicationContext house = house()) {
      AuctionService auctions = house.getBean(AuctionService.class);
      long id = auctions.open("Desk", Money.of("1"), Duration.ofHours(1)).id();
      List<CompletableFuture<BidResult>> bids = new ArrayList<>();
      for (int amount = 1; amount <= 100; amount++) {
        Money money = Money.of(String.valueOf(amount));
        bids.add(CompletableFuture.supplyAsync(() -> auctions.bid(id, "Ada", money)));
      }
      long accepted =
          bids.stream()
              .map(CompletableFuture::join)
              .filter(BidResult.Accepted.class::isInstance)
              .count();

      assertThat(auctions.find(id).bids()).isEqualTo((int) accepted);
      assertThat(auctions.find(id).highest()).extracting(Bid::amount).isEqualTo(Money.of("100"));
    }
  }
}
