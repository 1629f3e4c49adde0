package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Pid;
import java.net.URI;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@SpringBootTest(
    classes = EndpointApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=shop",
      "dream.root.max-restarts=100",
      "management.endpoints.web.exposure.include=*",
      "management.endpoint.dreamprocesses.access=unrestricted",
      "management.endpoint.dreamsupervisors.access=unrestricted",
      "management.endpoint.health.show-details=always"
    })
class EndpointsTest {

  private static final String PID = "0\\.\\d+";

  @LocalServerPort private int port;
  @Autowired private Dream dream;

  @Autowired
  @Qualifier("counter")
  private ServerRef<Counter> counter;

  private RestTestClient http() {
    return RestTestClient.bindToServer().baseUrl("http://localhost:" + port + "/actuator").build();
  }

  private ResponseSpec get(String path) {
    return http().get().uri(URI.create("http://localhost:" + port + "/actuator" + path)).exchange();
  }

  private ResponseSpec delete(String path) {
    return http().delete().uri(path).exchange();
  }

  private ResponseSpec post(String path, Map<String, String> body) {
    return http().post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
  }

  private String pidOf(String name) {
    return PidText.of(dream.whereis(name).orElseThrow());
  }

  private static void refused(ResponseSpec response, int status, String words) {
    response
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.message")
        .value(value -> assertThat(value).asString().contains(words));
  }

  @Nested
  class Processes {

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
                      .contains(
                          "library.supervisor", "shop.supervisor", "counter", "rooms", "first"))
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
    @ValueSource(strings = {"mailbox", "age", "pid"})
    void areSortedBy(String sort) {
      get("/dreamprocesses?sort=" + sort).expectStatus().isOk();
    }

    @ParameterizedTest
    @CsvSource({
      "sort=memory, 'sort must be one of mailbox, age, pid, but was ''memory'''",
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
      Pid pid = dream.spawn(() -> dev.dream.process.Processes.receive());
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

  @Nested
  class Supervisors {

    @Test
    void areShownAsTrees() {
      get("/dreamsupervisors")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.supervisors[0].name")
          .isEqualTo("library.supervisor")
          .jsonPath("$.supervisors[0].strategy")
          .isEqualTo("one_for_all")
          .jsonPath("$.supervisors[1].name")
          .isEqualTo("shop.supervisor")
          .jsonPath("$.supervisors[1].limit.maxRestarts")
          .isEqualTo(100)
          .jsonPath("$.supervisors[1].limit.periodMillis")
          .isEqualTo(5000)
          .jsonPath("$.supervisors[1].childCount")
          .isEqualTo(2)
          .jsonPath("$.supervisors[1].children[0].id")
          .isEqualTo("counter")
          .jsonPath("$.supervisors[1].children[0].type")
          .isEqualTo("worker")
          .jsonPath("$.supervisors[1].children[0].restart")
          .isEqualTo("permanent")
          .jsonPath("$.supervisors[1].children[0].shutdown")
          .isEqualTo("5 s")
          .jsonPath("$.supervisors[1].children[0].mailbox")
          .isEqualTo(0)
          .jsonPath("$.supervisors[1].children[0].children")
          .doesNotExist()
          .jsonPath("$.supervisors[1].children[1].id")
          .isEqualTo("rooms")
          .jsonPath("$.supervisors[1].children[1].strategy")
          .isEqualTo("rest_for_one")
          .jsonPath("$.supervisors[1].children[1].shutdown")
          .isEqualTo("infinity")
          .jsonPath("$.supervisors[1].children[1].children[0].id")
          .isEqualTo("first")
          .jsonPath("$.supervisors.length()")
          .isEqualTo(2);
    }

    @Test
    void oneIsShownByNameAndByPid() {
      for (String selector : new String[] {"rooms", pidOf("rooms")}) {
        get("/dreamsupervisors/" + selector)
            .expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.name")
            .isEqualTo("rooms")
            .jsonPath("$.children[0].name")
            .isEqualTo("first");
      }
    }

    @Test
    void anUnknownOneIsNotFound() {
      refused(get("/dreamsupervisors/nobody"), 404, "no process has the name 'nobody'");
      refused(get("/dreamsupervisors/counter"), 404, "is not alive, or no supervisor");
      refused(get("/dreamsupervisors/0.x"), 400, "is not a pid");
      refused(
          post("/dreamsupervisors/counter", Map.of("child", "x", "action", "restart")),
          404,
          "no supervisor");
    }

    @Test
    void restartTerminateAndDeleteAChild() {
      Map<String, String> restart = Map.of("child", "first", "action", "restart");
      Map<String, String> terminate = Map.of("child", "first", "action", "terminate");
      Map<String, String> delete = Map.of("child", "first", "action", "delete");
      String before = pidOf("first");

      post("/dreamsupervisors/rooms", restart)
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.supervisor")
          .isEqualTo(pidOf("rooms"))
          .jsonPath("$.child")
          .isEqualTo("first")
          .jsonPath("$.action")
          .isEqualTo("restart")
          .jsonPath("$.pid")
          .value(value -> assertThat(value).asString().matches(PID));
      assertThat(pidOf("first")).isNotEqualTo(before);

      refused(post("/dreamsupervisors/rooms", delete), 409, "the child runs; terminate it first");
      post("/dreamsupervisors/rooms", terminate).expectStatus().isOk();
      assertThat(dream.whereis("first")).isEmpty();
      get("/dreamsupervisors/rooms")
          .expectBody()
          .jsonPath("$.children[0].status")
          .isEqualTo("stopped");
      post("/dreamsupervisors/rooms", restart).expectStatus().isOk();
      assertThat(dream.whereis("first")).isPresent();
    }

    @Test
    void deleteAStoppedChild() {
      dev.dream.supervisor.Supervisor.startChild(
          dream.ref("rooms"), dev.dream.supervisor.ChildSpec.worker("third", Counter::new));
      post("/dreamsupervisors/rooms", Map.of("child", "third", "action", "terminate"))
          .expectStatus()
          .isOk();
      post("/dreamsupervisors/rooms", Map.of("child", "third", "action", "delete"))
          .expectStatus()
          .isOk();
      refused(
          post("/dreamsupervisors/rooms", Map.of("child", "third", "action", "restart")),
          404,
          "no child has that id");
    }

    @Test
    void doNotRestartATemporaryChild() {
      refused(
          post("/dreamsupervisors/rooms", Map.of("child", "brief", "action", "restart")),
          409,
          "it is temporary");
    }

    @Test
    void refuseWhatMakesNoSense() {
      refused(
          post("/dreamsupervisors/rooms", Map.of("child", "first", "action", "promote")),
          400,
          "action must be one of restart, terminate, delete, but was 'promote'");
      refused(post("/dreamsupervisors/rooms", Map.of("child", "first")), 400, "action must be");
      refused(post("/dreamsupervisors/rooms", Map.of("action", "delete")), 400, "child must be");
      refused(
          post("/dreamsupervisors/rooms", Map.of("child", "x".repeat(300), "action", "delete")),
          400,
          "child has at most 256 characters");
    }
  }

  @Test
  void applicationsAreListed() {
    get("/dreamapplications")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.applications[0].name")
        .isEqualTo("library")
        .jsonPath("$.applications[0].type")
        .isEqualTo("temporary")
        .jsonPath("$.applications[1].name")
        .isEqualTo("shop")
        .jsonPath("$.applications[1].type")
        .isEqualTo("permanent")
        .jsonPath("$.applications[1].state")
        .isEqualTo("running")
        .jsonPath("$.applications[1].supervisor")
        .isEqualTo(pidOf("shop.supervisor"));
  }

  @Test
  void namesAreListed() {
    get("/dreamnames")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.names[*].name")
        .value(value -> assertThat(value).asInstanceOf(LIST).contains("counter", "rooms"))
        .jsonPath("$.names[*].pid")
        .value(value -> assertThat(value).asInstanceOf(LIST).contains(pidOf("rooms")));
  }

  @Test
  void isHealthy() {
    get("/health")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.components.dream.status")
        .isEqualTo("UP")
        .jsonPath("$.components.dream.details.state")
        .isEqualTo("running")
        .jsonPath("$.components.dream.details.applications")
        .isEqualTo(2);
  }

  @Test
  void saysWhatItIs() {
    get("/info")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.dream.name")
        .isEqualTo("shop")
        .jsonPath("$.dream.applications.length()")
        .isEqualTo(2);
  }
}
