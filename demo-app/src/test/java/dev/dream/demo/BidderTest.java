package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class BidderTest {

  @Test
  void biddersBidByThemselvesAndStopQuietly(CapturedOutput output) {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(AuctionHouse.class)
            .web(WebApplicationType.NONE)
            .run("--demo.bidders=2", "--demo.auctions=1")) {
      assertThat(context.getBean(Dream.class).registered()).contains("bidder-1", "bidder-2");
      AuctionService auctions = context.getBean(AuctionService.class);

      await()
          .untilAsserted(
              () ->
                  assertThat(auctions.newest())
                      .extracting(AuctionState::highest)
                      .anyMatch(Objects::nonNull));
    }
    assertThat(output).doesNotContain("WARN", "ERROR");
  }
}
