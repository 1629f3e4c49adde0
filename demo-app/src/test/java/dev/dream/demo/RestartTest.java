package dev.dream.demo;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.genserver.CallException;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One database, and applications that come and go. */
class RestartTest {

  private final String database = TestDatabase.url();

  @Test
  void auctionsOutliveTheApplication() {
    long id;
    try (ConfigurableApplicationContext first = start()) {
      AuctionService auctions = first.getBean(AuctionService.class);
      id = auctions.open("Desk", Money.of("10"), Duration.ofHours(1)).id();
      auctions.bid(id, "Ada", Money.of("25"));
    }

    try (ConfigurableApplicationContext second = start()) {
      AuctionService auctions = second.getBean(AuctionService.class);

      assertThat(second.getBean(Dream.class).whereis("auction-" + id)).isPresent();
      assertThat(auctions.bid(id, "Joe", Money.of("20"))).isInstanceOf(BidResult.TooLow.class);
      assertThat(auctions.bid(id, "Joe", Money.of("30"))).isInstanceOf(BidResult.Accepted.class);
    }
  }

  @Test
  void auctionsThatWereAddedOutliveTheirSupervisor() {
    try (ConfigurableApplicationContext context = start()) {
      AuctionService auctions = context.getBean(AuctionService.class);
      Dream dream = context.getBean(Dream.class);
      long id = auctions.open("Desk", Money.of("10"), Duration.ofHours(1)).id();
      Pid before = dream.whereis("auctions").orElseThrow();

      dream.exit(before, ExitReason.KILL);

      await().until(() -> dream.whereis("auctions").filter(not(before::equals)).isPresent());
      await()
          .ignoreException(CallException.class)
          .untilAsserted(() -> assertThat(auctions.find(id).title()).isEqualTo("Desk"));
    }
  }

  @Test
  void sampleAuctionsAreOpenedAtTheFirstStartOnly() {
    try (ConfigurableApplicationContext first = start(2)) {
      assertThat(first.getBean(AuctionService.class).newest()).hasSize(2);
    }
    try (ConfigurableApplicationContext second = start(2)) {
      assertThat(second.getBean(AuctionService.class).newest()).hasSize(2);
    }
  }

  private ConfigurableApplicationContext start() {
    return start(0);
  }

  private ConfigurableApplicationContext start(int samples) {
    return new SpringApplicationBuilder(AuctionHouse.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + database,
            "--demo.auctions=" + samples,
            "--demo.bidders=0");
  }
}
