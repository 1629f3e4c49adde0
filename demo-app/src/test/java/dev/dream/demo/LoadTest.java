package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.process.Pid;
import dev.dream.registry.UniqueRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What the buttons of the page do. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"demo.bidders=0", "demo.auctions=0"})
@AutoConfigureRestTestClient
class LoadTest {

  @Autowired private RestTestClient http;
  @Autowired private Dream dream;
  @Autowired private AuctionService auctions;
  @Autowired private UniqueRegistry<Long, Void> registry;

  private ResponseSpec load(String body) {
    return http.post().uri("/load").contentType(MediaType.APPLICATION_JSON).body(body).exchange();
  }

  @AfterEach
  void everybodyLeaves() {
    http.delete().uri("/load").exchange().expectBody().jsonPath("$.bidders").isEqualTo(0);
  }

  @Test
  void aCrowdBidsUntilItIsSentHome() {
    long id = auctions.open("Desk", Money.of("10"), Duration.ofHours(1)).id();

    load("{\"bidders\": 20}")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.bidders")
        .isEqualTo(20);

    await().until(() -> auctions.find(id).bids() > 20);
    load("{\"bidders\": 5}").expectBody().jsonPath("$.bidders").isEqualTo(5);
    http.get().uri("/load").exchange().expectBody().jsonPath("$.bidders").isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"bidders\": -1};bidders must be from 0 to 200, but was -1",
        "{\"bidders\": 201};bidders must be from 0 to 200, but was 201",
        "{};bidders is missing",
        "[];the body is not the JSON that is expected here",
      })
  void impossibleLoadIsRefused(String body, String why) {
    load(body).expectStatus().isBadRequest().expectBody().jsonPath("$.detail").isEqualTo(why);
  }

  @Test
  void anAuctionThatCrashesIsBackWithItsHighestBid() {
    long id = auctions.open("Desk", Money.of("10"), Duration.ofHours(1)).id();
    auctions.bid(id, "Ada", Money.of("25"));
    Pid before = registry.whereis(id).orElseThrow();

    http.post().uri("/auctions/{id}/crash", id).exchange().expectStatus().isAccepted();

    await().until(() -> !dream.alive(before));
    await().until(() -> auctions.find(id).bids() == 1);
    assertThat(auctions.find(id).highest()).extracting(Bid::bidder).isEqualTo("Ada");
    assertThat(dream.crashes().latest().getFirst().report().reason())
        .contains("somebody wanted to see auction %d crash".formatted(id));
    http.post().uri("/auctions/999999/crash").exchange().expectStatus().isNotFound();
  }
}
