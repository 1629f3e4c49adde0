package dev.dream.demo;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Opens a few auctions at the first start. */
@Component
class SampleAuctions implements ApplicationRunner {

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("A telephone exchange, hardly used", "990.00", Duration.ofHours(1)),
          new Sample("Walnut writing desk", "240.00", Duration.ofMinutes(30)),
          new Sample("Box of unread manuals", "12.50", Duration.ofMinutes(10)),
          new Sample("Brass ship's clock", "85.00", Duration.ofMinutes(2)));

  private final DemoProperties demo;
  private final AuctionService auctions;

  SampleAuctions(DemoProperties demo, AuctionService auctions) {
    this.demo = demo;
    this.auctions = auctions;
  }

  private record Sample(String title, String startingPrice, Duration duration) {}

  @Override
  public void run(ApplicationArguments arguments) {
    if (auctions.newest().isEmpty()) {
      for (int i = 0; i < demo.auctions(); i++) {
        Sample sample = SAMPLES.get(i % SAMPLES.size());
        auctions.open(sample.title(), Money.of(sample.startingPrice()), sample.duration());
      }
    }
  }
}
