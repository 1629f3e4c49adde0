package dev.dream.demo;

import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * The supervision tree below the root: bidders need auctions, so they start after them and stop
 * before them.
 */
@Configuration(proxyBeanMethods = false)
class AuctionTree {

  /**
   * The supervisor of all auctions. Its specification is made at each of its starts, so that it
   * begins with whatever auctions the database has by then; new ones are added to it while it runs.
   *
   * <p>The usual limit of 3 restarts in 5 seconds is meant for a handful of children. Here all
   * auctions share one limit, and a fault that ends one per second among thousands is no reason to
   * restart the others. A hundred in ten seconds is: then something is wrong with all of them.
   * While the database is away a restart takes as long as the pool waits for a connection, which
   * keeps the supervisor below its limit until the database is back.
   */
  @Bean
  @Order(1)
  ChildSpec<Supervisor> auctions(AuctionStore store, Clock clock) {
    return ChildSpec.supervisor(
        "auctions",
        () -> {
          List<ChildSpec<?>> stored =
              store.ids().stream()
                  .<ChildSpec<?>>map(id -> Auction.childSpec(id, store, clock))
                  .toList();
          return SupervisorSpec.of(Strategy.ONE_FOR_ONE, stored)
              .maxRestarts(100, Duration.ofSeconds(10));
        });
  }

  /** A few processes that bid, so that there is something to see. Each has its own three lives. */
  @Bean
  @Order(2)
  SupervisorSpec bidders(DemoProperties demo, AuctionService auctions) {
    List<ChildSpec<?>> bidders =
        IntStream.rangeClosed(1, demo.bidders())
            .<ChildSpec<?>>mapToObj(number -> Bidder.childSpec(number, auctions))
            .toList();
    return SupervisorSpec.of(Strategy.ONE_FOR_ONE, bidders)
        .maxRestarts(3 * Math.max(1, demo.bidders()), SupervisorSpec.DEFAULT_PERIOD);
  }
}
