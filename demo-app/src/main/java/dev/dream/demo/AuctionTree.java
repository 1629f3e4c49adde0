package dev.dream.demo;

import dev.dream.registry.DuplicateRegistry;
import dev.dream.registry.UniqueRegistry;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * The children of the root supervisor. Each needs those before it, so they start in this order and
 * stop in the reverse; and hence {@code dream.root.strategy} is rest for one.
 *
 * <p>An auction is linked to the registry that keeps its name. Without the registry there are no
 * auctions, and their supervisor would try in vain to start them under a name that nobody keeps.
 * And when that supervisor starts it knows of no auction, so the opener must tell it again.
 */
@Configuration(proxyBeanMethods = false)
class AuctionTree {

  /** For those that have nothing to bring to an end. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Finds each auction by its number. */
  @Bean
  @Order(1)
  ChildSpec<UniqueRegistry<Long, Void>> auctions() {
    return UniqueRegistry.<Long, Void>childSpec().shutdown(MOMENT);
  }

  /** The supervisor of all auctions; its limits stand in {@code application.yaml}. */
  @Bean
  @Order(2)
  DynamicSupervisorSpec auctionSupervisor() {
    return DynamicSupervisorSpec.DEFAULT;
  }

  @Bean
  @Order(3)
  ChildSpec<Opener> opener(AuctionService auctions) {
    return ChildSpec.worker(() -> new Opener(auctions)).shutdown(MOMENT);
  }

  /** A few processes that bid, so that there is something to see. Each has its own three lives. */
  @Bean
  @Order(4)
  SupervisorSpec bidders(DemoProperties demo, AuctionService auctions) {
    List<ChildSpec<?>> bidders =
        IntStream.rangeClosed(1, demo.bidders())
            .<ChildSpec<?>>mapToObj(number -> Bidder.childSpec(number, auctions))
            .toList();
    return SupervisorSpec.of(Strategy.ONE_FOR_ONE, bidders)
        .maxRestarts(3 * Math.max(1, demo.bidders()), SupervisorSpec.DEFAULT_PERIOD);
  }

  /** Bidders that come when somebody wants to see load. */
  @Bean
  @Order(5)
  DynamicSupervisorSpec crowdSupervisor() {
    return Crowd.SPEC;
  }

  /**
   * Who looks on: a registry of those that want to hear of bids, and a process for each page that
   * is open. The auctions do not need them, so they come last and fail alone.
   */
  @Bean
  @Order(6)
  SupervisorSpec pages() {
    return SupervisorSpec.restForOne(
        DuplicateRegistry.<String, String>childSpec(Audience.NAME).shutdown(MOMENT).named(),
        ChildSpec.dynamicSupervisor(OpenPages.NAME, OpenPages.SPEC).named());
  }
}
