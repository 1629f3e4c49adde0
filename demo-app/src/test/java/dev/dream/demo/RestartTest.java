package dev.dream.demo;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.registry.UniqueRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

      assertThat(registry(second).whereis(id)).isPresent();
      assertThat(auctions.bid(id, "Joe", Money.of("20"))).isInstanceOf(BidResult.TooLow.class);
      assertThat(auctions.bid(id, "Joe", Money.of("30"))).isInstanceOf(BidResult.Accepted.class);
    }
  }

  @Test
  void closedAuctionsAreStartedWhenSomebodyAsks() {
    long id;
    try (ConfigurableApplicationContext first = start()) {
      id = first.getBean(AuctionStore.class).create("Desk", Money.of("10"), Instant.now());
      first.getBean(AuctionStore.class).close(id);
    }

    try (ConfigurableApplicationContext second = start()) {
      assertThat(registry(second).whereis(id)).isEmpty();
      assertThat(second.getBean(AuctionService.class).find(id).closed()).isTrue();
      assertThat(registry(second).whereis(id)).isPresent();
    }
  }

  /** Nobody asks for the auction here: it must come back by itself, or it would never close. */
  @ParameterizedTest
  @ValueSource(strings = {"auctions", "auctionSupervisor", "opener"})
  void openAuctionsOutliveWhateverTheyNeed(String name) {
    try (ConfigurableApplicationContext context = start()) {
      AuctionService auctions = context.getBean(AuctionService.class);
      Dream dream = context.getBean(Dream.class);
      long id = auctions.open("Desk", Money.of("10"), Duration.ofHours(1)).id();
      auctions.bid(id, "Ada", Money.of("25"));
      Pid before = dream.whereis(name).orElseThrow();

      dream.exit(before, ExitReason.KILL);

      await().until(() -> dream.whereis(name).filter(not(before::equals)).isPresent());
      await().until(() -> isRunning(context, id));
      await()
          .ignoreException(ExitException.class)
          .untilAsserted(
              () ->
                  assertThat(auctions.find(id).highest()).extracting(Bid::bidder).isEqualTo("Ada"));
    }
  }

  /**
   * The registry's own process lives on, but those who are registered do not; and they are more
   * than their supervisor restarts, so that it gives up.
   */
  @Test
  void moreOpenAuctionsThanMayBeRestartedOutliveThePartitionOfTheRegistry() {
    try (ConfigurableApplicationContext context = start()) {
      Dream dream = context.getBean(Dream.class);
      AuctionService auctions = context.getBean(AuctionService.class);
      Pid supervisor = dream.whereis("auctionSupervisor").orElseThrow();
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        ids.add(auctions.open("Desk", Money.of("10"), Duration.ofHours(1)).id());
      }
      Pid partition =
          dream.processes().stream()
              .filter(process -> process.module().equals("Partition"))
              .map(ProcessInfo::pid)
              .findFirst()
              .orElseThrow();

      dream.exit(partition, ExitReason.KILL);

      await().until(() -> !dream.alive(supervisor));
      await().until(() -> ids.stream().allMatch(id -> isRunning(context, id)));
    }
  }

  private static boolean isRunning(ConfigurableApplicationContext context, long id) {
    try {
      return registry(context).whereis(id).isPresent();
    } catch (IllegalArgumentException noRegistry) {
      return false;
    }
  }

  @SuppressWarnings("unchecked")
  private static UniqueRegistry<Long, Void> registry(ConfigurableApplicationContext context) {
    return context.getBean(UniqueRegistry.class);
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
