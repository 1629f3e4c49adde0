package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.process.DeadLetter;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

class DreamDeadLettersEndpointTest extends EndpointsOverHttp {

  private record Secret(String password) {}

  final DeadLetter lose(Object message) {
    Pid ended = dream.spawn(() -> {});
    Awaitility.await().until(() -> !dream.alive(ended));
    dream.send(ended, message);
    return dream.deadLetters().recent().getFirst();
  }

  @Test
  void lettersAreListedTheLatestFirstWithoutTheirContents() {
    lose("one");
    DeadLetter letter = lose(new Secret("hunter2"));
    get("/dreamdeadletters?limit=1")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.counts.no_process")
        .value(count -> assertThat(((Number) count).longValue()).isGreaterThanOrEqualTo(2))
        .jsonPath("$.letters.length()")
        .isEqualTo(1)
        .jsonPath("$.letters[0].number")
        .isEqualTo((int) letter.number())
        .jsonPath("$.letters[0].type")
        .isEqualTo("Secret")
        .jsonPath("$.letters[0].reason")
        .isEqualTo("no_process")
        .jsonPath("$.letters[0].message")
        .isEqualTo("******");
    get("/dreamdeadletters/" + letter.number())
        .expectBody()
        .jsonPath("$.message")
        .isEqualTo("******");
  }

  @Test
  void aLetterIsSentAgainToWhoHasTheNameNow() throws Exception {
    dream.<Counter>ref("reader").cast(new Counter.Crash());
    long number = dream.deadLetters().recent().getFirst().number();
    var got = new CompletableFuture<Object>();
    Pid reader =
        dream.spawn(
            () -> {
              Processes.register("reader");
              got.complete(Processes.receive());
            });
    Awaitility.await().until(() -> dream.whereis("reader").isPresent() || !dream.alive(reader));

    post("/dreamdeadletters/" + number, Map.of())
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.outcome")
        .isEqualTo("delivered");

    assertThat(got.get()).isNotNull();
    refused(get("/dreamdeadletters/" + number), 404, "no dead letter has the number " + number);
    refused(post("/dreamdeadletters/" + number, Map.of()), 404, "any more");
  }

  @Test
  void oneThatStillReachesNobodyIsADeadLetterAgain() {
    DeadLetter letter = lose("x");
    post("/dreamdeadletters/" + letter.number(), Map.of())
        .expectBody()
        .jsonPath("$.outcome")
        .isEqualTo("nobody");
    assertThat(dream.deadLetters().recent().getFirst().number()).isGreaterThan(letter.number());
  }

  @Test
  void badNumbersAreRefused() {
    refused(get("/dreamdeadletters/abc"), 400, "number must be a number from 1");
    refused(get("/dreamdeadletters?limit=0"), 400, "limit must be a number from 1 to 1000");
  }

  @Nested
  @TestPropertySource(properties = "management.endpoint.dreamdeadletters.show-values=always")
  class ShowingValues {

    @Test
    void showsWhatTheMessagesSay() {
      DeadLetter letter = lose("hello");
      get("/dreamdeadletters/" + letter.number())
          .expectBody()
          .jsonPath("$.message")
          .isEqualTo("hello");
    }
  }
}
