package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.DynamicSupervisor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Pages that are open hear of each bid; what becomes of a page is no auction's business. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"demo.bidders=0", "demo.auctions=0"})
class PricesTest {

  @LocalServerPort private int port;
  @Autowired private Dream dream;
  @Autowired private AuctionService auctions;

  private final List<Page> open = new ArrayList<>();

  /** A browser with an open page. */
  private static final class Page {

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpResponse<Stream<String>> response;
    private final Iterator<String> lines;

    Page(URI uri) throws IOException, InterruptedException {
      this.response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines());
      this.lines = response.body().iterator();
    }

    /** Waits for the next change; null if the stream has ended. */
    String next() {
      while (lines.hasNext()) {
        String line = lines.next();
        if (line.startsWith("data:")) {
          return line;
        }
      }
      return null;
    }
  }

  private Page page() throws Exception {
    Page page = new Page(URI.create("http://localhost:" + port + "/auctions/prices"));
    open.add(page);
    return page;
  }

  private List<Pid> viewers() {
    return DynamicSupervisor.whichChildren(dream.<DynamicSupervisor>ref(OpenPages.NAME)).stream()
        .map(child -> child.pid())
        .toList();
  }

  private long auction() {
    return auctions.open("Desk", Money.of("10"), Duration.ofHours(1)).id();
  }

  @AfterEach
  void pagesAreClosedAndTheirProcessesEnd() {
    open.forEach(page -> page.client.shutdownNow());
    long id = auction();
    int[] amount = {20};
    await()
        .until(
            () -> {
              auctions.bid(id, "Ada", Money.of(String.valueOf(amount[0]++)));
              return viewers().isEmpty();
            });
  }

  @Test
  void eachAcceptedBidIsHeardOfByEachPage() throws Exception {
    long id = auction();
    Page first = page();
    Page second = page();
    assertThat(first.response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");

    auctions.bid(id, "Ada", Money.of("25"));
    auctions.bid(id, "Joe", Money.of("5")); // too low
    auctions.bid(id, "Joe", Money.of("30"));

    for (Page page : List.of(first, second)) {
      assertThat(page.next()).contains("\"id\":" + id, "\"bidder\":\"Ada\"", "25.00");
      assertThat(page.next()).contains("\"bidder\":\"Joe\"", "30.00", "\"bids\":2");
    }
  }

  @Test
  void aPageWhoseProcessIsKilledEndsAndTheOthersGoOn() throws Exception {
    long id = auction();
    Page first = page();
    Pid viewer = viewers().getFirst();
    Page second = page();

    dream.exit(viewer, ExitReason.KILL);

    assertThat(first.next()).isNull();
    auctions.bid(id, "Ada", Money.of("25"));
    assertThat(second.next()).contains("\"bidder\":\"Ada\"");
  }

  @Test
  void anAuctionGoesOnWithoutAnAudience() throws Exception {
    long id = auction();
    Page page = page();
    Pid audience = dream.whereis(Audience.NAME).orElseThrow();

    dream.exit(audience, ExitReason.KILL);

    assertThat(auctions.bid(id, "Ada", Money.of("25"))).isInstanceOf(BidResult.Accepted.class);
    assertThat(page.next()).isNull(); // the browser connects again
    await().until(() -> dream.whereis(OpenPages.NAME).isPresent());
    Page next = page();
    auctions.bid(id, "Joe", Money.of("30"));
    assertThat(next.next()).contains("\"bidder\":\"Joe\"");
  }

  @Test
  void aPageThatDoesNotReadHoldsNobodyUp() throws Exception {
    long id = auction();
    page(); // which never reads
    for (int amount = 11; amount < 1_011; amount++) {
      assertThat(auctions.bid(id, "Ada", Money.of(String.valueOf(amount))))
          .isInstanceOf(BidResult.Accepted.class);
    }
    assertThat(auctions.find(id).bids()).isEqualTo(1_000);
  }

  @Test
  void thereIsAnEndToThePages() throws Exception {
    for (int i = 0; i < OpenPages.SPEC.maxChildren(); i++) {
      assertThat(page().response.statusCode()).isEqualTo(200);
    }
    assertThat(page().response.statusCode()).isEqualTo(503);
  }

  @Test
  void aShutdownDoesNotWaitForPages() throws Exception {
    try (RunningDemo demo = RunningDemo.start(TestDatabase.url())) {
      Page page = new Page(demo.uri("/auctions/prices"));
      assertThat(page.response.statusCode()).isEqualTo(200);

      int exitCode = demo.terminate(15); // the web server would wait for 30 s

      assertThat(exitCode).as(demo.log()).isIn(0, 128 + 15);
      assertThat(demo.lastWords()).doesNotContain("Exception", " ERROR ", " WARN ");
      page.client.shutdownNow();
    }
  }
}
