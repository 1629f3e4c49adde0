package dev.dream.demo;

import static dev.dream.process.ExitReason.KILL;
import static dev.dream.process.ExitReason.KILLED;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.monitor;
import static dev.dream.test.EngineAssertions.awaitIdle;
import static dev.dream.test.ProcessAssertions.assertDown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.dream.Dream;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import dev.dream.registry.UniqueRegistry;
import dev.dream.spring.boot.test.DreamTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The tree alone: no web server, and no database. */
@DreamTest(value = AuctionTree.class, properties = "demo.bidders=0")
@Import({AuctionService.class, Audience.class})
class AuctionTreeTest {

  private static final long ID = 7;
  private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
  private static final AuctionState STORED =
      new AuctionState(ID, "clock", Money.of("10"), FAR, false, 0, null);

  @Autowired private AuctionService auctions;
  @Autowired private UniqueRegistry<Long, Void> registry;
  @MockitoBean private AuctionStore store;

  @BeforeEach
  void storeAnAuction() {
    when(store.open()).thenReturn(List.of());
    when(store.find(ID)).thenReturn(Optional.of(STORED));
  }

  @Test
  void anAuctionRunsWhenItIsAskedFor() {
    assertThat(registry.whereis(ID)).isEmpty();
    assertThat(auctions.find(ID)).isEqualTo(STORED);
    assertThat(registry.whereis(ID)).isPresent();
  }

  @Test
  void aKilledAuctionIsRestartedFromWhatIsStored(Dream dream) {
    auctions.find(ID);
    Pid before = registry.whereis(ID).orElseThrow();
    Ref monitor = monitor(before);
    AuctionState later = STORED.with(new Bid("Ada", Money.of("12"), FAR));
    when(store.find(ID)).thenReturn(Optional.of(later));

    exit(before, KILL);
    assertDown(monitor, KILLED);
    awaitIdle(dream);

    assertThat(registry.whereis(ID)).isPresent().isNotEqualTo(Optional.of(before));
    assertThat(auctions.find(ID)).isEqualTo(later);
  }

  @Test
  void theOpenerStartsWhatIsOpen(Dream dream) {
    when(store.open()).thenReturn(List.of(ID));
    exit(dream.whereis("opener").orElseThrow(), KILL);
    awaitIdle(dream);
    assertThat(registry.whereis(ID)).isPresent();
    verify(store).find(ID);
  }
}
