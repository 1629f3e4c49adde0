package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.dream.genserver.ServerRef;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

class DreamProcessesEndpointTest extends EndpointsOverHttp {

  @Autowired
  @Qualifier("counter")
  private ServerRef<Counter> counter;

  @Test
  void areListedInTheOrderTheyWereStarted() {
    get("/dreamprocesses")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.node")
        .isEqualTo("shop")
        .jsonPath("$.total")
        .isEqualTo(dream.processes().size())
        .jsonPath("$.offset")
        .isEqualTo(0)
        .jsonPath("$.limit")
        .isEqualTo(100)
        .jsonPath("$.processes[*].name")
        .value(
            value ->
                assertThat(value)
                    .asInstanceOf(LIST)
                    .contains("library.supervisor", "shop.supervisor", "counter", "rooms", "first"))
        .jsonPath("$.processes[0].name")
        .isEqualTo("library.supervisor")
        .jsonPath("$.processes[0].pid")
        .value(value -> assertThat(value).asString().matches(PID))
        .jsonPath("$.processes[0].module")
        .isEqualTo("Supervisor")
        .jsonPath("$.processes[0].status")
        .isEqualTo("waiting")
        .jsonPath("$.processes[0].mailbox")
        .isEqualTo(0);
  }

  @Test
  void arePaged() {
    get("/dreamprocesses?sort=pid&limit=1&offset=1")
        .expectBody()
        .jsonPath("$.processes.length()")
        .isEqualTo(1)
        .jsonPath("$.total")
        .isEqualTo(dream.processes().size())
        .jsonPath("$.processes[0].pid")
        .isEqualTo(
            PidText.of(dream.processes().stream().map(p -> p.pid()).sorted().toList().get(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailbox", "age", "rate", "busy", "pid"})
  void areSortedBy(String sort) {
    get("/dreamprocesses?sort=" + sort).expectStatus().isOk();
  }

  @ParameterizedTest
  @CsvSource({
    "sort=memory, 'sort must be one of mailbox, age, rate, busy, pid, but was ''memory'''",
    "limit=-1, 'limit must be a number from 1 to 1000, but was ''-1'''",
    "limit=0, limit must be",
    "limit=1001, limit must be",
    "limit=99999999999999999999, limit must be",
    "limit=many, limit must be",
    "offset=-1, 'offset must be a number from 0 to 999999999, but was ''-1'''",
    "offset=1000000000, offset must be",
  })
  void areNotListedFor(String query, String words) {
    refused(get("/dreamprocesses?" + query), 400, words);
  }

  @Test
  void oneIsShownByNameAndByPid() {
    for (String selector : new String[] {"counter", pidOf("counter")}) {
      get("/dreamprocesses/" + selector)
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.pid")
          .isEqualTo(pidOf("counter"))
          .jsonPath("$.name")
          .isEqualTo("counter")
          .jsonPath("$.module")
          .isEqualTo("Counter")
          .jsonPath("$.status")
          .isEqualTo("waiting")
          .jsonPath("$.mailbox.depth")
          .isEqualTo(0)
          .jsonPath("$.mailbox.oldestMillis")
          .isEqualTo(0)
          .jsonPath("$.currentMessage")
          .doesNotExist()
          .jsonPath("$.links[0]")
          .isEqualTo(pidOf("shop.supervisor"))
          .jsonPath("$.monitors.length()")
          .isEqualTo(0)
          .jsonPath("$.monitoredBy.length()")
          .isEqualTo(0)
          .jsonPath("$.trapExit")
          .isEqualTo(false)
          .jsonPath("$.parent")
          .isEqualTo(pidOf("shop.supervisor"))
          .jsonPath("$.startedAt")
          .value(value -> assertThat(value).asString().endsWith("Z"))
          .jsonPath("$.messagesHandled")
          .isNumber()
          .jsonPath("$.supervisor")
          .isEqualTo(pidOf("shop.supervisor"))
          .jsonPath("$.child")
          .isEqualTo("counter")
          .jsonPath("$.restarts")
          .isNumber();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, no process has the name 'nobody'",
    "0.999999, process '0.999999' is not alive",
  })
  void anUnknownOneIsNotFound(String selector, String words) {
    refused(get("/dreamprocesses/" + selector), 404, words.replace("''", "'"));
    refused(delete("/dreamprocesses/" + selector), 404, words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.x", "%3C0.", "0.", "1.42", "0.12345678901234567890", "0.-1"})
  void aMalformedPidIsRefused(String selector) {
    refused(get("/dreamprocesses/" + selector), 400, "is not a pid; a pid is written 0.<number>");
  }

  @Test
  void anEndlessNameIsRefused() {
    refused(get("/dreamprocesses/" + "x".repeat(300)), 400, "has at most 256 characters");
  }

  @Test
  void aKilledOneComesBack() {
    Pid before = counter.pid().orElseThrow();
    delete("/dreamprocesses/counter?reason=kill")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.pid")
        .isEqualTo(PidText.of(before))
        .jsonPath("$.reason")
        .isEqualTo("kill");
    Awaitility.await().until(() -> counter.pid().filter(pid -> !pid.equals(before)).isPresent());
    assertThat(counter.call(new Counter.Add(1))).isEqualTo(1);
  }

  @Test
  void isShutDownByDefault() {
    Pid pid = dream.spawn(() -> Processes.receive());
    delete("/dreamprocesses/" + PidText.of(pid))
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.reason")
        .isEqualTo("shutdown");
    Awaitility.await().until(() -> !dream.alive(pid));
  }

  @Test
  void aStrangeReasonIsRefused() {
    refused(
        delete("/dreamprocesses/counter?reason=murder"),
        400,
        "reason must be one of kill, shutdown, but was 'murder'");
  }
}
