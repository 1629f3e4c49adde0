package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.BodyContentSpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"demo.bidders=0", "demo.auctions=0"})
@AutoConfigureRestTestClient
class AuctionHouseTest {

  @Autowired private RestTestClient http;
  @Autowired private AuctionStore store;

  @Test
  void isHealthy() {
    http.get().uri("/actuator/health").exchange().expectStatus().isOk();
  }

  @Test
  void showsTheTreeButEndsNoProcessUnlessThatIsOpened() {
    json(http.get().uri("/actuator/dreamsupervisors").exchange())
        .jsonPath("$.supervisors[0].strategy")
        .isEqualTo("rest_for_one")
        .jsonPath("$.supervisors[0].children[*].id")
        .isEqualTo(
            List.of(
                "auctions", "auctionSupervisor", "opener", "bidders", "crowdSupervisor", "pages"));
    http.delete().uri("/actuator/dreamprocesses/auctions").exchange().expectStatus().isEqualTo(405);
    http.delete()
        .uri("/actuator/dreamprocesses/auctions/{id}", newAuction())
        .exchange()
        .expectStatus()
        .isEqualTo(405);
  }

  @Test
  void servesThePageAndWhatItNeeds() {
    assertThat(text("/")).contains("<title>Auction house</title>");
    for (String file :
        new String[] {
          "app.js", "api.js", "auctions.js", "dom.js", "load.js", "prices.js", "tree.js"
        }) {
      assertThat(text("/" + file)).contains("function");
    }
    assertThat(text("/style.css")).contains("color-scheme: light dark");
  }

  @Nested
  class Opening {

    @Test
    void answers201AndWhereTheAuctionIs() {
      ResponseSpec opened = open("{'title': ' Desk ', 'startingPrice': 12.5}");

      opened.expectStatus().isCreated();
      String location = opened.returnResult().getResponseHeaders().getFirst(HttpHeaders.LOCATION);
      json(http.get().uri(location).exchange())
          .jsonPath("$.title")
          .isEqualTo("Desk")
          .jsonPath("$.startingPrice")
          .isEqualTo(12.50)
          .jsonPath("$.minimum")
          .isEqualTo(12.50)
          .jsonPath("$.closed")
          .isEqualTo(false)
          .jsonPath("$.bids")
          .isEqualTo(0)
          .jsonPath("$.highest")
          .isEqualTo(null);
    }

    @Test
    void listsTheNewestFirst() {
      newAuction();
      long newest = newAuction();

      json(http.get().uri("/auctions").exchange()).jsonPath("$[0].id").isEqualTo(newest);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'startingPrice': 10}                                         | title is missing",
          "{'title': ' ', 'startingPrice': 10}                           | title must have 1 to"
              + " 100",
          "{'title': 'Desk'}                                             | startingPrice is"
              + " missing",
          "{'title': 'Desk', 'startingPrice': -1}                        | an amount must be"
              + " between",
          "{'title': 'Desk', 'startingPrice': 0.001}                     | more than two decimals",
          "{'title': 'Desk', 'startingPrice': 1, 'duration': 'PT0S'}     | duration must be"
              + " positive",
          "{'title': 'Desk', 'startingPrice': 1, 'duration': 'P1000D'}   | at most 30 days",
          "{'title': 'Desk', 'startingPrice': 1, 'duration': 'a while'}  | not the JSON",
          "{'title': 'Desk', 'startingPrice': 'much'}                    | not the JSON",
          "[]                                                            | not the JSON",
          "{                                                             | not the JSON"
        })
    void answers400ToInvalidInput(String bodyAndDetail) {
      String[] parts = bodyAndDetail.split(" *\\| *");

      ResponseSpec refused = open(parts[0]);

      refused.expectStatus().isBadRequest();
      assertThat(problem(refused)).contains(parts[1]);
    }
  }

  @Nested
  class Bidding {

    @Test
    void answers201ToAHigherBid() {
      long auction = newAuction();

      ResponseSpec accepted = bid(auction, "Ada", "10.00");

      accepted.expectStatus().isCreated();
      json(accepted).jsonPath("$.bidder").isEqualTo("Ada").jsonPath("$.amount").isEqualTo(10.0);
      bid(auction, "Joe", "10.01").expectStatus().isCreated();
      assertThat(store.find(auction).orElseThrow().bids()).isEqualTo(2);
    }

    @Test
    void answers409AndTheHighestBidToALowerOne() {
      long auction = newAuction();
      bid(auction, "Ada", "20");

      ResponseSpec tooLow = bid(auction, "Joe", "20");

      tooLow.expectStatus().isEqualTo(409);
      json(tooLow)
          .jsonPath("$.detail")
          .isEqualTo("the least you can bid is 20.01")
          .jsonPath("$.minimum")
          .isEqualTo(20.01)
          .jsonPath("$.highest.bidder")
          .isEqualTo("Ada")
          .jsonPath("$.highest.amount")
          .isEqualTo(20.0);
    }

    @Test
    void answers404ForAnUnknownAuction() {
      ResponseSpec unknown = bid(404_404, "Ada", "10");

      unknown.expectStatus().isNotFound();
      assertThat(problem(unknown)).contains("there is no auction 404404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'amount': 20}", "{'bidder': 'Ada'}", "{'bidder': '', 'amount': 20}"})
    void answers400ToInvalidInput(String body) {
      post("/auctions/" + newAuction() + "/bids", body).expectStatus().isBadRequest();
    }

    @Test
    void answers400ToAnIdThatIsNoNumber() {
      http.get().uri("/auctions/desk").exchange().expectStatus().isBadRequest();
    }
  }

  @Nested
  class Closing {

    @Test
    void answers410ToABidAfterTheClosingTimeAndStillAnswersAfterIt() {
      long auction = newAuction("PT0.5S");
      bid(auction, "Ada", "10").expectStatus().isCreated();

      await().until(() -> store.find(auction).orElseThrow().closed());

      ResponseSpec closed = bid(auction, "Joe", "20");
      closed.expectStatus().isEqualTo(410);
      assertThat(problem(closed)).contains("the auction is closed");
      json(http.get().uri("/auctions/{id}", auction).exchange())
          .jsonPath("$.closed")
          .isEqualTo(true)
          .jsonPath("$.highest.bidder")
          .isEqualTo("Ada");
    }
  }

  private long newAuction() {
    return newAuction("PT1H");
  }

  private long newAuction(String duration) {
    ResponseSpec opened =
        open("{'title': 'Desk', 'startingPrice': 10, 'duration': '%s'}".formatted(duration));
    Map<?, ?> auction = opened.expectBody(Map.class).returnResult().getResponseBody();
    return ((Number) auction.get("id")).longValue();
  }

  private ResponseSpec open(String body) {
    return post("/auctions", body);
  }

  private ResponseSpec bid(long auction, String bidder, String amount) {
    return post(
        "/auctions/" + auction + "/bids",
        "{'bidder': '%s', 'amount': %s}".formatted(bidder, amount));
  }

  private ResponseSpec post(String path, String bodyWithSingleQuotes) {
    return http.post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .body(bodyWithSingleQuotes.replace('\'', '"'))
        .exchange();
  }

  private String text(String path) {
    return http.get()
        .uri(path)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody();
  }

  private static BodyContentSpec json(ResponseSpec response) {
    return response.expectBody();
  }

  private static String problem(ResponseSpec response) {
    response.expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    return response.expectBody(String.class).returnResult().getResponseBody();
  }
}
