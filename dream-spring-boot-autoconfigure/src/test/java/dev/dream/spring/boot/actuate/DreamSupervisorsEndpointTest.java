package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.process.ExitReason;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.Backoff;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DreamSupervisorsEndpointTest extends EndpointsOverHttp {

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
    Supervisor.startChild(dream.ref("rooms"), ChildSpec.worker("third", Counter::new));
    post("/dreamsupervisors/rooms", Map.of("child", "third", "action", "terminate"))
        .expectStatus()
        .isOk();
    post("/dreamsupervisors/rooms", Map.of("child", "third", "action", "delete"))
        .expectStatus()
        .isOk();
    refused(
        post("/dreamsupervisors/rooms", Map.of("child", "third", "action", "restart")),
        404,
        "the supervisor has no such child");
  }

  @Test
  void showWhenAChildIsDueWhoseRestartWaits() {
    Supervisor.startChild(
        dream.ref("rooms"),
        ChildSpec.worker("late", Counter::new)
            .named()
            .backoff(Backoff.exponential(Duration.ofHours(1), Duration.ofHours(2)).jitter(0)));
    String before = pidOf("late");
    Map<String, String> terminate = Map.of("child", "late", "action", "terminate");
    String late = "$.children[?(@.id == 'late')]";

    dream.exit(dream.whereis("late").orElseThrow(), ExitReason.KILL);
    Supervisor.whichChildren(dream.<Supervisor>ref("rooms"));

    get("/dreamsupervisors/rooms")
        .expectBody()
        .jsonPath(late + ".status")
        .isEqualTo("restarting")
        .jsonPath(late + ".nextRestart.attempt")
        .isEqualTo(1)
        .jsonPath(late + ".nextRestart.delayMillis")
        .isEqualTo(3_600_000)
        .jsonPath(late + ".nextRestart.before")
        .isEqualTo(before)
        .jsonPath(late + ".nextRestart.due")
        .isNotEmpty()
        .jsonPath("$.children[0].nextRestart")
        .doesNotExist();

    post("/dreamsupervisors/rooms", terminate).expectStatus().isOk();
    get("/dreamsupervisors/rooms")
        .expectBody()
        .jsonPath(late + ".status")
        .isEqualTo("stopped")
        .jsonPath(late + ".nextRestart.attempt")
        .isEmpty();
    Supervisor.deleteChild(dream.ref("rooms"), "late");
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
