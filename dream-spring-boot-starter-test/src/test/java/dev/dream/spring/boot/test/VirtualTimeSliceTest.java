package dev.dream.spring.boot.test;

import static dev.dream.test.EngineAssertions.awaitIdle;
import static dev.dream.test.EngineAssertions.expectCrash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.VirtualTime;
import dev.dream.spring.boot.test.shop.Bank;
import dev.dream.spring.boot.test.shop.Till;
import dev.dream.spring.boot.test.shop.TillTree;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A restart that waits an hour, as the configuration says, in no time. */
@DreamTest(
    value = TillTree.class,
    virtualTime = true,
    properties = {
      "dream.children.till.backoff.initial-interval=1h",
      "dream.children.till.backoff.max-interval=2h",
      "dream.children.till.backoff.jitter=0"
    })
class VirtualTimeSliceTest {

  @Autowired private ServerRef<Till> till;
  @MockitoBean private Bank bank;

  @Test
  void aRestartWaitsAsLongAsItShould(Dream dream, VirtualTime time) throws Exception {
    till.cast(new Till.Break());
    expectCrash(IllegalStateException.class);
    awaitIdle(dream);

    time.advance(Duration.ofHours(1).minusNanos(1));
    assertThat(till.pid()).isEmpty();

    time.advance(Duration.ofNanos(1));
    assertThat(till.pid()).isPresent();
  }

  @Test
  void theNextTestFindsItRunning() {
    assertThat(till.pid()).isPresent();
  }
}
