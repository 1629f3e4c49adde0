package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.spring.boot.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Events as JSON and as a stream. */
class DreamEventsEndpointTest extends EndpointsOverHttp {

  @Autowired private EventLog log;
  @Autowired private Streams streams;

  private long latest() {
    return log.journal().latest();
  }

  /** Crashes the counter; returns the pid that it had, once its restart is an event too. */
  private String crash() {
    return ends(_ -> dream.<Counter>ref("counter").cast(new Counter.Crash()));
  }

  private String ends(Consumer<Pid> end) {
    long events = latest();
    Pid before = dream.whereis("counter").orElseThrow();
    end.accept(before);
    Awaitility.await().until(() -> latest() == events + 2);
    return PidText.of(before);
  }

  @AfterEach
  void streamsEnd() {
    Awaitility.await()
        .until(
            () -> {
              crash(); // the server finds out that nobody listens when it has something to say
              return streams.size() == 0;
            });
  }

  @Test
  void areListedWithWhatFollows() {
    long before = latest();
    String ended = crash();

    get("/dreamevents?since=" + before)
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.node")
        .isEqualTo("shop")
        .jsonPath("$.latest")
        .isEqualTo(before + 2)
        .jsonPath("$.missed")
        .isEqualTo(0)
        .jsonPath("$.events[*].kind")
        .value(kinds -> assertThat(kinds).asInstanceOf(LIST).containsExactly("crash", "restart"))
        .jsonPath("$.events[0].number")
        .isEqualTo(before + 1)
        .jsonPath("$.events[0].process.pid")
        .isEqualTo(ended)
        .jsonPath("$.events[0].process.name")
        .isEqualTo("counter")
        .jsonPath("$.events[0].process.module")
        .isEqualTo("Counter")
        .jsonPath("$.events[0].why.type")
        .isEqualTo("java.lang.IllegalStateException")
        .jsonPath("$.events[0].why.reason")
        .isEqualTo("******")
        .jsonPath("$.events[1].child.before")
        .isEqualTo(ended)
        .jsonPath("$.events[1].child.id")
        .isEqualTo("counter")
        .jsonPath("$.events[1].child.supervisorName")
        .isEqualTo("shop.supervisor")
        .jsonPath("$.events[1].process.pid")
        .isEqualTo(pidOf("counter"));
    get("/dreamevents?since=" + (before + 2)).expectBody().jsonPath("$.events").isEmpty();
    get("/dreamevents?since=" + before + "&limit=1")
        .expectBody()
        .jsonPath("$.events.length()")
        .isEqualTo(1)
        .jsonPath("$.events[0].kind")
        .isEqualTo("crash");
  }

  @Test
  void tellOfAChildThatNobodyWantedToEnd() {
    long before = latest();
    ends(pid -> dream.exit(pid, ExitReason.SHUTDOWN));

    get("/dreamevents?since=" + before)
        .expectBody()
        .jsonPath("$.events[0].kind")
        .isEqualTo("child_ended")
        .jsonPath("$.events[0].child.id")
        .isEqualTo("counter")
        .jsonPath("$.events[0].why.type")
        .isEqualTo("shutdown");
  }

  @Test
  void arePushedAsTheyHappen() throws Exception {
    try (EventStream stream = EventStream.open(url("/dreamevents"))) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.type()).startsWith("text/event-stream");

      String ended = crash();

      JsonNode crash = stream.next();
      assertThat(crash.at("/kind").asString()).isEqualTo("crash");
      assertThat(crash.at("/process/pid").asString()).isEqualTo(ended);
      assertThat(crash.at("/why/reason").asString()).isEqualTo("******");
      assertThat(crash.at("/at").asString()).startsWith("20");
      assertThat(stream.next().at("/kind").asString()).isEqualTo("restart");
    }
  }

  @Test
  void arePushedFromWhereTheClientWas() throws Exception {
    crash();
    long before = latest();
    crash();
    try (EventStream bySince = EventStream.open(url("/dreamevents?since=" + before));
        EventStream byHeader =
            EventStream.open(url("/dreamevents"), "Last-Event-ID", Long.toString(before))) {
      assertThat(bySince.next().at("/number").asLong()).isEqualTo(before + 1);
      assertThat(byHeader.next().at("/number").asLong()).isEqualTo(before + 1);
    }
  }

  @Test
  void areNotPushedForBadInput() throws Exception {
    try (EventStream stream = EventStream.open(url("/dreamevents?since=x"))) {
      assertThat(stream.status()).isEqualTo(400);
      assertThat(stream.type()).startsWith("application/json");
      assertThat(stream.rest()).contains("since must be a number from 0 to 999999999");
    }
  }

  @Test
  void areNotPushedToMoreThanFifty() throws Exception {
    List<EventStream> open = new ArrayList<>();
    try {
      EventStream last = null;
      for (int i = 0; i < 60 && (last == null || last.status() == 200); i++) {
        last = EventStream.open(url("/dreamevents"));
        open.add(last);
      }
      assertThat(last).isNotNull();
      assertThat(last.status()).isEqualTo(429);
      assertThat(last.rest()).contains("50 streams are open, limit 50");
    } finally {
      open.forEach(EventStream::close);
    }
  }

  @Test
  void whoDoesNotAskForAStreamGetsJson() {
    for (String accept : List.of("*/*", "application/json", "text/html,*/*;q=0.8")) {
      get("/dreamevents", accept).expectStatus().isOk().expectBody().jsonPath("$.events").isArray();
    }
  }

  @Test
  void aStreamHoldsNoProcessUp() throws Exception {
    try (EventStream slow = EventStream.open(url("/dreamevents?since=0"))) { // which never reads
      Stream.generate(this::crash).limit(20).forEach(_ -> {});

      assertThat(
              dream
                  .<Counter>ref("counter")
                  .withTimeout(Duration.ofSeconds(30))
                  .call(new Counter.Add(1)))
          .isEqualTo(1);
      assertThat(slow.status()).isEqualTo(200);
    }
    assertThat(dream.processes()).extracting(ProcessInfo::module).contains("Counter");
  }
}
