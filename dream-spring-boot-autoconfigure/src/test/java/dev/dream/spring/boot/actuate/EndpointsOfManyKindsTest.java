package dev.dream.spring.boot.actuate;

import static dev.dream.process.Processes.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.dream.genserver.ServerRef;
import dev.dream.process.Pid;
import dev.dream.process.ProcessKey;
import dev.dream.process.Processes;
import dev.dream.registry.DuplicateRegistry;
import dev.dream.registry.UniqueRegistry;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.sys.Sys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Dynamic and partition supervisors, their children, and registries, over HTTP. */
@Import(HotelTree.class)
class EndpointsOfManyKindsTest extends EndpointsOverHttp {

  @Autowired private ServerRef<DynamicSupervisor> guests;
  @Autowired private UniqueRegistry<Object, Object> guestbook;
  @Autowired private DuplicateRegistry<String, Object> topics;

  private final List<Pid> plain = new ArrayList<>();

  private Pid guest(Object key) {
    return DynamicSupervisor.startChild(
            guests, ChildSpec.worker("guest", Counter::new).name(guestbook.via(key)))
        .started()
        .orElseThrow();
  }

  /** Starts a plain process that has done something first. */
  private Pid plain(Runnable first) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Pid pid =
        dream.spawn(
            () -> {
              first.run();
              done.countDown();
              receive();
            });
    plain.add(pid);
    done.await();
    return pid;
  }

  @AfterEach
  void everybodyLeaves() {
    DynamicSupervisor.whichChildren(guests)
        .forEach(child -> DynamicSupervisor.terminateChild(guests, child.pid()));
    plain.forEach(pid -> dream.send(pid, "go"));
    Awaitility.await().until(() -> plain.stream().noneMatch(dream::alive));
  }

  /** {@code /dreamprocesses}. */
  @Nested
  class ProcessesEndpoint {

    @Test
    void showsLabelAncestorsAndKeys() throws Exception {
      Pid pid =
          plain(
              () -> {
                Processes.label("the lobby");
                Processes.put(ProcessKey.of("mood"), "calm");
                topics.register("news", 1);
                topics.register("weather", 2);
              });

      get("/dreamprocesses/" + PidText.of(pid))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.label")
          .isEqualTo("the lobby")
          .jsonPath("$.ancestors.length()")
          .isEqualTo(0)
          .jsonPath("$.dictionaryKeys[0]")
          .isEqualTo("mood")
          .jsonPath("$.registryKeys[0].registry")
          .isEqualTo("topics")
          .jsonPath("$.registryKeys[*].key")
          .isEqualTo(List.of("news", "weather"));
      get("/dreamprocesses?limit=1000")
          .expectBody()
          .jsonPath("$.processes[?(@.label == 'the lobby')].dictionaryKeys[0]")
          .isEqualTo("mood")
          .jsonPath("$.processes[?(@.label == 'the lobby')].registryKeys[0].key")
          .isEqualTo("news")
          .jsonPath("$.processes[?(@.name == 'guests')].dictionaryKeys")
          .isEmpty();
    }

    @Test
    void showsTheAncestorsOfAChild() {
      Pid guest = guest("Ada");

      get("/dreamprocesses/" + PidText.of(guest))
          .expectBody()
          .jsonPath("$.ancestors")
          .isEqualTo(List.of(pidOf("guests"), pidOf("shop.supervisor")))
          .jsonPath("$.supervisor")
          .isEqualTo(pidOf("guests"))
          .jsonPath("$.child")
          .isEqualTo("guest");
    }

    @Test
    void showsThatAProcessIsSuspended() {
      ServerRef<Counter> guest = dream.ref(guest("Ada"));
      Sys.suspend(guest);

      get("/dreamprocesses/guestbook/Ada").expectBody().jsonPath("$.status").isEqualTo("suspended");
      Sys.resume(guest);
      get("/dreamprocesses/guestbook/Ada").expectBody().jsonPath("$.status").isEqualTo("waiting");
    }

    @Test
    void findsAProcessByItsKeyAndEndsIt() {
      Pid guest = guest(42L);

      get("/dreamprocesses/guestbook/42")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.pid")
          .isEqualTo(PidText.of(guest));
      delete("/dreamprocesses/guestbook/42?reason=kill")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.pid")
          .isEqualTo(PidText.of(guest))
          .jsonPath("$.reason")
          .isEqualTo("kill");
      Awaitility.await()
          .until(() -> guestbook.whereis(42L).filter(pid -> !pid.equals(guest)).isPresent());
    }

    @Test
    void findsNobodyByAKeyThatNobodyOrSeveralHave() throws Exception {
      refused(get("/dreamprocesses/nobody/1"), 404, "no registry has the name 'nobody'");
      refused(get("/dreamprocesses/guests/1"), 404, "no registry has the name 'guests'");
      refused(get("/dreamprocesses/guestbook/1"), 404, "no process has the key '1' in registry");
      refused(delete("/dreamprocesses/guestbook/1"), 404, "no process has the key '1'");
      refused(get("/dreamprocesses/guestbook/" + "x".repeat(300)), 400, "at most 256 characters");
      plain(() -> topics.register("news", 1));
      plain(() -> topics.register("news", 1));
      refused(get("/dreamprocesses/topics/news"), 409, "several processes have the key 'news'");
    }
  }

  /** {@code /dreamsupervisors}. */
  @Nested
  class Supervisors {

    @Test
    void showsDynamicAndPartitionSupervisors() {
      Pid guest = guest("Ada");

      get("/dreamsupervisors/guests")
          .expectBody()
          .jsonPath("$.module")
          .isEqualTo("DynamicSupervisor")
          .jsonPath("$.type")
          .isEqualTo("supervisor")
          .jsonPath("$.dynamic")
          .isEqualTo(true)
          .jsonPath("$.strategy")
          .isEqualTo("one_for_one")
          .jsonPath("$.limit.maxRestarts")
          .isEqualTo(100)
          .jsonPath("$.childCount")
          .isEqualTo(1)
          .jsonPath("$.children[0].id")
          .isEqualTo("guest")
          .jsonPath("$.children[0].pid")
          .isEqualTo(PidText.of(guest))
          .jsonPath("$.children[0].type")
          .isEqualTo("worker")
          .jsonPath("$.children[0].dynamic")
          .doesNotExist();
      get("/dreamsupervisors/lifts")
          .expectBody()
          .jsonPath("$.module")
          .isEqualTo("PartitionSupervisor")
          .jsonPath("$.dynamic")
          .isEqualTo(false)
          .jsonPath("$.children[*].id")
          .isEqualTo(List.of("0", "1"));
    }

    @Test
    void showsSomeOfThousandsOfChildren() {
      for (int i = 0; i < 2_000; i++) {
        guest(i);
      }

      for (String query : List.of("", "?limit=100")) {
        get("/dreamsupervisors/guests" + query)
            .expectBody()
            .jsonPath("$.childCount")
            .isEqualTo(2_000)
            .jsonPath("$.children.length()")
            .isEqualTo(100);
      }
      get("/dreamsupervisors?limit=10")
          .expectBody()
          .jsonPath("$.supervisors[*].children[?(@.name == 'guests')].childCount")
          .isEqualTo(2_000)
          .jsonPath("$.supervisors[*].children[?(@.name == 'guests')].children[*].pid")
          .value(pids -> assertThat(pids).asInstanceOf(LIST).hasSize(10));
      refused(get("/dreamsupervisors?limit=0"), 400, "limit must be a number from 1 to 1000");
      refused(get("/dreamsupervisors/guests?limit=all"), 400, "limit must be a number");
    }

    @Test
    void terminatesAChildByItsPid() {
      String guest = PidText.of(guest("Ada"));

      post("/dreamsupervisors/guests", Map.of("child", guest, "action", "terminate"))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.supervisor")
          .isEqualTo(pidOf("guests"))
          .jsonPath("$.child")
          .isEqualTo(guest)
          .jsonPath("$.action")
          .isEqualTo("terminate")
          .jsonPath("$.pid")
          .doesNotExist();
      assertThat(DynamicSupervisor.whichChildren(guests)).isEmpty();
      refused(
          post("/dreamsupervisors/guests", Map.of("child", guest, "action", "terminate")),
          404,
          "the supervisor has no such child");
    }

    @Test
    void refusesWhatADynamicSupervisorDoesNotDo() {
      String guest = PidText.of(guest("Ada"));
      refused(
          post("/dreamsupervisors/guests", Map.of("child", guest, "action", "restart")),
          409,
          "was not restarted: a dynamic supervisor restarts nothing on request");
      refused(
          post("/dreamsupervisors/guests", Map.of("child", guest, "action", "delete")),
          409,
          "was not deleted: a dynamic supervisor forgets what it terminates");
      refused(
          post("/dreamsupervisors/guests", Map.of("child", "guest", "action", "terminate")),
          400,
          "a dynamic supervisor knows its children by their pids, but child was 'guest'");
      refused(
          post("/dreamsupervisors/guests", Map.of("child", "0.x", "action", "terminate")),
          400,
          "is not a pid");
    }

    @Test
    void restartsAPartition() {
      post("/dreamsupervisors/lifts", Map.of("child", "1", "action", "restart"))
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.pid")
          .value(value -> assertThat(value).asString().matches(PID));
    }
  }

  /** {@code /dreamnames}. */
  @Nested
  class Names {

    @Test
    void listsWhatRegistriesHave() throws Exception {
      Pid guest = guest("Ada");
      Pid reader = plain(() -> topics.register("x".repeat(300), 1));

      get("/dreamnames")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.names[*].name")
          .value(value -> assertThat(value).asInstanceOf(LIST).contains("guests", "guestbook"))
          .jsonPath("$.registries[*].name")
          .isEqualTo(List.of("guestbook", "topics"))
          .jsonPath("$.registries[*].keys")
          .isEqualTo(List.of("unique", "duplicate"))
          .jsonPath("$.registries[0].count")
          .isEqualTo(1)
          .jsonPath("$.registries[0].entries[0].key")
          .isEqualTo("Ada")
          .jsonPath("$.registries[0].entries[0].pid")
          .isEqualTo(PidText.of(guest))
          .jsonPath("$.registries[1].entries[0].key")
          .isEqualTo("x".repeat(100) + "…")
          .jsonPath("$.registries[1].entries[0].pid")
          .isEqualTo(PidText.of(reader));
    }

    @Test
    void listsSomeOfManyEntries() {
      for (int i = 0; i < 5; i++) {
        guest(i);
      }

      get("/dreamnames?limit=2")
          .expectBody()
          .jsonPath("$.registries[0].count")
          .isEqualTo(5)
          .jsonPath("$.registries[0].entries.length()")
          .isEqualTo(2);
      refused(get("/dreamnames?limit=1001"), 400, "limit must be a number from 1 to 1000");
    }

    private record Unwritable() {
      @Override
      public String toString() {
        throw new IllegalStateException("no words");
      }
    }

    @Test
    void showsAKeyThatHasNoText() {
      guest(new Unwritable());

      get("/dreamnames")
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.registries[0].entries[0].key")
          .isEqualTo("Unwritable (toString failed)");
    }
  }
}
