package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo.Status;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.TestPropertySource;

/** What a process says of itself, and what is done to one that goes on to live. */
@Import(ProcessStateTest.Audited.class)
@TestPropertySource(properties = "management.endpoint.dreamprocesses.show-values=always")
class ProcessStateTest extends EndpointsOverHttp {

  @Autowired private Audited audited;

  @Configuration(proxyBeanMethods = false)
  static class Audited {

    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @EventListener
    void note(AuditApplicationEvent event) {
      events.add(event.getAuditEvent());
    }
  }

  @BeforeEach
  void countToFive() {
    dream.<Counter>ref("counter").call(new Counter.Add(5));
  }

  @AfterEach
  void resume() {
    post("/dreamprocesses/counter", Map.of("action", "resume")).expectStatus().isOk();
  }

  private AuditEvent lastEvent() {
    return audited.events.getLast();
  }

  @Test
  void isShownByNameAndPid() {
    for (String process : new String[] {"counter", pidOf("counter")}) {
      get("/dreamprocesses/" + process + "/state")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.pid")
          .isEqualTo(pidOf("counter"))
          .jsonPath("$.module")
          .isEqualTo("Counter")
          .jsonPath("$.suspended")
          .isEqualTo(false)
          .jsonPath("$.observers")
          .isEqualTo(0)
          .jsonPath("$.state")
          .value(state -> assertThat(state).asString().matches("\\d+"));
      assertThat(lastEvent().getType()).isEqualTo("DREAM_PROCESS_STATE");
      assertThat(lastEvent().getData())
          .containsEntry("process", process)
          .containsEntry("status", 200);
    }
  }

  @Test
  void aSuspendedProcessLetsMessagesWaitAndShowsItsState() {
    post("/dreamprocesses/counter", Map.of("action", "suspend"))
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.pid")
        .isEqualTo(pidOf("counter"))
        .jsonPath("$.action")
        .isEqualTo("suspend");
    assertThat(lastEvent().getType()).isEqualTo("DREAM_PROCESS_CHANGE");
    assertThat(lastEvent().getPrincipal()).isEqualTo("anonymous");
    assertThat(lastEvent().getData()).containsEntry("action", "suspend");

    Pid counter = dream.whereis("counter").orElseThrow();
    Awaitility.await().until(() -> dream.info(counter).orElseThrow().status() == Status.SUSPENDED);
    get("/dreamprocesses/counter/state").expectBody().jsonPath("$.suspended").isEqualTo(true);
    var answer = dream.<Counter>ref("counter").callAsync(new Counter.Add(1)).toCompletableFuture();
    Awaitility.await().until(() -> dream.info(counter).orElseThrow().mailboxDepth() == 1);
    assertThat(answer).isNotDone();

    post("/dreamprocesses/counter", Map.of("action", "resume")).expectStatus().isOk();

    assertThat(answer).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void aPlainProcessHasNoneThatItTells() {
    Pid pid = dream.spawn(Processes::receive);

    refused(
        get("/dreamprocesses/" + PidText.of(pid) + "/state"),
        409,
        " takes no system requests: it is a plain process");
    assertThat(lastEvent().getData()).containsEntry("status", 409).containsKey("problem");
    dream.send(pid, "end");
  }

  @Test
  void whatIfItDiesIsForetold() {
    get("/dreamprocesses/first/if-it-dies")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.pid")
        .isEqualTo(pidOf("first"))
        .jsonPath("$.ends[*].name")
        .isEqualTo("first")
        .jsonPath("$.hears[*].name")
        .isEqualTo("rooms")
        .jsonPath("$.restarts[0].supervisor")
        .isEqualTo(pidOf("rooms"))
        .jsonPath("$.restarts[0].strategy")
        .isEqualTo("rest_for_one")
        .jsonPath("$.restarts[0].limit.maxRestarts")
        .isEqualTo(100)
        .jsonPath("$.restarts[0].above")
        .isEqualTo(pidOf("shop.supervisor"));
    refused(get("/dreamprocesses/nobody/if-it-dies"), 404, "no process has the name 'nobody'");
  }

  @Test
  void nobodyHasNone() {
    refused(get("/dreamprocesses/nobody/state"), 404, "no process has the name 'nobody'");
    refused(get("/dreamprocesses/0.99999/state"), 404, "process '0.99999' is not alive");
  }

  @Test
  void anUnknownActionIsRefused() {
    refused(
        post("/dreamprocesses/counter", Map.of("action", "stop\u001b")),
        400,
        "action has no control characters");
    assertThat(lastEvent().getData()).containsEntry("action", "stop?").containsEntry("status", 400);
    refused(
        post("/dreamprocesses/counter", Map.of("action", "stop")),
        400,
        "action must be one of suspend, resume, but was 'stop'");
  }

  @Test
  void aProcessThatIsEndedAndAChildThatIsRestartedAreAudited() {
    delete("/dreamprocesses/counter?reason=kill").expectStatus().isOk();
    assertThat(lastEvent().getType()).isEqualTo("DREAM_PROCESS_EXIT");
    assertThat(lastEvent().getData())
        .containsEntry("process", "counter")
        .containsEntry("reason", "kill");
    Awaitility.await().until(() -> dream.whereis("counter").isPresent());

    post("/dreamsupervisors/rooms", Map.of("child", "first", "action", "restart"))
        .expectStatus()
        .isOk();
    assertThat(lastEvent().getType()).isEqualTo("DREAM_CHILD_CHANGE");
    assertThat(lastEvent().getData())
        .containsEntry("supervisor", "rooms")
        .containsEntry("child", "first")
        .containsEntry("action", "restart");
  }
}
