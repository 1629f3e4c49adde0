package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.dream.genserver.ServerRef;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import dev.dream.sys.Sys;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Traces of processes and modules. */
class DreamTraceEndpointTest extends EndpointsOverHttp {

  @Autowired private Tracer tracer;

  private ServerRef<Counter> counter() {
    return dream.ref("counter");
  }

  private void trace(Map<String, String> body) {
    post("/dreamtrace", body).expectStatus().isOk();
    awaitFollowed(1);
  }

  private void awaitFollowed(int processes) {
    Awaitility.await().until(() -> tracer.last().orElseThrow().counts().processes() >= processes);
    Sys.getStatus(counter()); // it has the observer when it answers: requests are taken in order
  }

  @AfterEach
  void stop() {
    delete("/dreamtrace").expectStatus().isOk();
    Awaitility.await()
        .until(
            () -> {
              tracer.close();
              return Sys.getStatus(counter()).observers() == 0;
            });
  }

  @Test
  void notesWhatAProcessTakesAndAnswers() {
    trace(Map.of("process", "counter"));

    counter().call(new Counter.Add(5));
    Awaitility.await().until(() -> tracer.journal().latest() == 3);

    get("/dreamtrace")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.trace.process")
        .isEqualTo(pidOf("counter"))
        .jsonPath("$.trace.module")
        .doesNotExist()
        .jsonPath("$.trace.running")
        .isEqualTo(true)
        .jsonPath("$.trace.processes")
        .isEqualTo(1)
        .jsonPath("$.trace.messages")
        .isEqualTo(1)
        .jsonPath("$.trace.skipped")
        .isEqualTo(0)
        .jsonPath("$.latest")
        .isEqualTo(3)
        .jsonPath("$.events[*].kind")
        .value(
            kinds ->
                assertThat(kinds)
                    .asInstanceOf(LIST)
                    .containsExactly("received", "replied", "handled"))
        .jsonPath("$.events[0].pid")
        .isEqualTo(pidOf("counter"))
        .jsonPath("$.events[0].type")
        .value(type -> assertThat(type).asString().contains("Add"))
        .jsonPath("$.events[0].content")
        .doesNotExist()
        .jsonPath("$.events[2].tookMicros")
        .value(micros -> assertThat(((Number) micros).longValue()).isNotNegative());
    get("/dreamtrace?since=2").expectBody().jsonPath("$.events.length()").isEqualTo(1);
  }

  @Test
  void notesNoMoreThanTheRateAndCountsTheOthers() {
    trace(Map.of("process", "counter", "rate", "1", "seconds", "600"));

    for (int i = 0; i < 100; i++) {
      counter().call(new Counter.Add(1));
    }

    Trace.Counts counts = tracer.last().orElseThrow().counts();
    assertThat(counts.messages()).isEqualTo(100);
    assertThat(counts.skipped()).isBetween(1L, 99L);
    long noted = counts.messages() - counts.skipped();
    Awaitility.await().until(() -> tracer.journal().latest() == 3 * noted);
  }

  @Test
  void followsAModuleAndThoseOfItThatBeginMeanwhile() {
    post("/dreamtrace", Map.of("module", "Counter"))
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.module")
        .isEqualTo("Counter");
    int first = dream.node().pidsOf("Counter").size();
    awaitFollowed(first);
    ServerRef<Counter> late = dream.start(Counter::new);
    awaitFollowed(first + 1);
    Sys.getStatus(late);

    late.call(new Counter.Add(1));

    Pid pid = (Pid) late.address();
    Awaitility.await()
        .untilAsserted(
            () ->
                get("/dreamtrace")
                    .expectBody()
                    .jsonPath("$.events[*].pid")
                    .value(pids -> assertThat(pids).asInstanceOf(LIST).contains(PidText.of(pid))));
    late.stop();
  }

  @Test
  void streams() throws Exception {
    trace(Map.of("process", "counter"));
    try (EventStream stream = EventStream.open(url("/dreamtrace"))) {
      counter().call(new Counter.Add(5));

      assertThat(stream.next().at("/kind").asString()).isEqualTo("received");
      assertThat(stream.next().at("/kind").asString()).isEqualTo("replied");
      assertThat(stream.next().at("/tookMicros").isNumber()).isTrue();
    }
  }

  @Test
  void oneRunsAtATime() {
    trace(Map.of("process", "counter"));

    refused(post("/dreamtrace", Map.of("process", "counter")), 409, "a trace runs already, until");

    delete("/dreamtrace")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.trace.running")
        .isEqualTo(false);
    post("/dreamtrace", Map.of("process", "counter")).expectStatus().isOk();
  }

  @Test
  void endsByItselfAndLeavesNothingInTheProcess() {
    trace(Map.of("process", "counter", "seconds", "1"));
    assertThat(Sys.getStatus(counter()).observers()).isEqualTo(1);

    Awaitility.await().until(() -> !tracer.last().orElseThrow().isRunning());
    Awaitility.await().until(() -> Sys.getStatus(counter()).observers() == 0);
  }

  @Test
  void isRefusedForWhatIsNotThere() {
    refused(post("/dreamtrace", Map.of()), 400, "say either which process to trace, or which");
    refused(
        post("/dreamtrace", Map.of("process", "counter", "module", "Counter")),
        400,
        "say either which process to trace, or which module");
    refused(post("/dreamtrace", Map.of("process", "nobody")), 404, "no process has the name");
    refused(post("/dreamtrace", Map.of("process", "0.99999")), 404, "'0.99999' is not alive");
    refused(
        post("/dreamtrace", Map.of("module", "Nothing")),
        404,
        "no process is of module 'Nothing' (there are: Counter, Supervisor)");
  }

  @Test
  void aPlainProcessIsTracedInVain() {
    Pid plain = dream.spawn(Processes::receive);
    post("/dreamtrace", Map.of("process", PidText.of(plain))).expectStatus().isOk();
    Awaitility.await().until(() -> tracer.last().orElseThrow().counts().processes() == 1);
    dream.send(plain, "end");
    Awaitility.await().until(() -> !dream.alive(plain));
    assertThat(tracer.journal().latest()).isZero();
  }

  /** Where contents are shown. */
  @Nested
  @TestPropertySource(properties = "management.endpoint.dreamtrace.show-values=always")
  class WithValues {

    @Test
    void notesContents() {
      trace(Map.of("process", "counter"));

      counter().call(new Counter.Add(5));
      Awaitility.await().until(() -> tracer.journal().latest() == 3);

      get("/dreamtrace")
          .expectBody()
          .jsonPath("$.events[0].content")
          .value(content -> assertThat(content).asString().contains("Add[by=5]"))
          .jsonPath("$.events[1].content")
          .value(content -> assertThat(content).asString().matches("\\d+"));
    }
  }
}
