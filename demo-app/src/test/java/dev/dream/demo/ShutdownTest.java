package dev.dream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * SIGTERM while many bid at once, twice in a row, or as often as the system property {@code
 * dream.term.runs} says.
 */
class ShutdownTest {

  private static final Logger log = LoggerFactory.getLogger(ShutdownTest.class);

  private static final int AUCTIONS = 4;
  private static final int BIDDERS = 16;
  private static final int BIDS_BEFORE_SIGTERM = 400;
  private static final int BUDGET_SECONDS =
      25; // dream.shutdown-timeout, and something for the rest

  /** A bid that was answered with 201. */
  private record Acknowledged(long auction, String bidder, BigDecimal amount) {}

  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicLong amount = new AtomicLong(10);
  private final CountDownLatch busy = new CountDownLatch(BIDS_BEFORE_SIGTERM);

  static IntStream runs() {
    return IntStream.rangeClosed(1, Integer.getInteger("dream.term.runs", 2));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void endsInTimeAndLosesNoAcceptedBid(int run, @TempDir Path directory) throws Exception {
    String database = "jdbc:h2:async:" + directory.resolve("auctions") + ";DB_CLOSE_ON_EXIT=FALSE";
    try (RunningDemo demo = RunningDemo.start(database);
        HttpClient http = HttpClient.newHttpClient()) {
      for (int i = 0; i < AUCTIONS; i++) {
        post(http, demo.uri("/auctions"), "{\"title\": \"Desk\", \"startingPrice\": 10}");
      }
      List<Thread> bidders = new ArrayList<>();
      for (int i = 0; i < BIDDERS; i++) {
        String name = "bidder-" + i;
        URI bids = demo.uri("/auctions/" + (i % AUCTIONS + 1) + "/bids");
        bidders.add(Thread.ofVirtual().start(() -> bidUntilRefused(http, bids, name)));
      }
      assertThat(busy.await(60, TimeUnit.SECONDS)).as("enough bids\n" + demo.log()).isTrue();

      long sigterm = System.nanoTime();
      int exitCode = demo.terminate(BUDGET_SECONDS);
      Duration stopping = Duration.ofNanos(System.nanoTime() - sigterm);
      for (Thread bidder : bidders) {
        bidder.join();
      }

      assertThat(exitCode).as(demo.log()).isIn(0, 128 + 15);
      assertThat(demo.log()).doesNotContain(" ERROR ");
      assertThat(demo.lastWords()).doesNotContain("Exception", "\tat ");
      List<Acknowledged> stored = stored(database);
      assertThat(stored).containsAll(acknowledged);
      log.info(
          "run {} ended {} ms after SIGTERM; {} bids were acknowledged and {} are stored",
          run,
          stopping.toMillis(),
          acknowledged.size(),
          stored.size());
    }
  }

  private void bidUntilRefused(HttpClient http, URI bids, String bidder) {
    long auction = Long.parseLong(bids.getPath().split("/")[2]);
    try {
      for (int status = 201; status == 201 || status == 409; ) {
        BigDecimal next = BigDecimal.valueOf(amount.incrementAndGet()).setScale(2);
        status = post(http, bids, "{\"bidder\": \"%s\", \"amount\": %s}".formatted(bidder, next));
        if (status == 201) {
          acknowledged.add(new Acknowledged(auction, bidder, next));
          busy.countDown();
        }
      }
    } catch (IOException | InterruptedException gone) {
      log.debug("{} stops: {}", bidder, gone.toString());
    }
  }

  private static int post(HttpClient http, URI uri, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
    return response.statusCode();
  }

  private static List<Acknowledged> stored(String database) {
    return JdbcClient.create(new DriverManagerDataSource(database))
        .sql("select auction_id, bidder, amount from bid")
        .query(
            (row, _) ->
                new Acknowledged(
                    row.getLong("auction_id"),
                    row.getString("bidder"),
                    row.getBigDecimal("amount")))
        .list();
  }
}
