package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import dev.dream.spring.boot.actuate.Death.Restart;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is foretold of a crash, and what then happens. */
class DeathsTest {

  private final Dream dream = Dream.create();

  @AfterEach
  void close() {
    dream.close();
  }

  private Pid pid(String name) {
    return dream.whereis(name).orElseThrow();
  }

  private Death death(Pid pid) {
    return Deaths.of(dream, dream.info(pid).orElseThrow());
  }

  private static List<String> names(List<Death.Process> processes) {
    return processes.stream().map(process -> String.valueOf(process.name())).toList();
  }

  private static ChildSpec<Counter> child(String id) {
    return ChildSpec.worker(id, Counter::new).named();
  }

  private void start(SupervisorSpec spec) {
    dream.startSupervisor(
        SupervisorSpec.oneForOne(ChildSpec.supervisor("shop", spec).named()),
        StartOptions.named("root"));
  }

  @Test
  void aWorkerIsRestartedAlone() {
    start(SupervisorSpec.oneForOne(child("a"), child("b")));
    Death death = death(pid("a"));

    assertThat(names(death.ends())).containsExactly("a");
    assertThat(names(death.hears())).containsExactly("shop");
    assertThat(death.gone()).isEmpty();
    assertThat(death.restarts())
        .containsExactly(
            new Restart(
                PidText.of(pid("shop")),
                "shop",
                "one_for_one",
                List.of("a"),
                List.of(),
                new TreeNode.Limit(3, 5_000, 0),
                PidText.of(pid("root"))));
  }

  @Test
  void thoseThatAreStoppedForItAreNamedAndAreNewAfterwards() {
    start(SupervisorSpec.restForOne(child("a"), child("b"), child("c")));
    Pid a = pid("a");
    Pid b = pid("b");
    Pid c = pid("c");

    Restart restart = death(b).restarts().getFirst();

    assertThat(restart.strategy()).isEqualTo("rest_for_one");
    assertThat(restart.children()).containsExactly("b");
    assertThat(restart.stopped()).containsExactly("c");
    dream.exit(b, ExitReason.error("on purpose"));
    Awaitility.await().until(() -> dream.whereis("c").filter(pid -> !pid.equals(c)).isPresent());
    assertThat(pid("a")).isEqualTo(a);
  }

  @Test
  void linksTakeOthersAlongAndNobodyStartsThoseAgain() {
    start(SupervisorSpec.oneForAll(child("a"), child("b")));
    Pid linked =
        dream.spawn(
            () -> {
              Processes.link(pid("a"));
              Processes.receive("end"::equals);
            });
    Pid watching =
        dream.spawn(
            () -> {
              Processes.monitor(linked);
              Processes.receive("end"::equals);
            });
    Awaitility.await()
        .until(() -> dream.info(linked).orElseThrow().monitoredBy().contains(watching));
    Awaitility.await().until(() -> dream.info(linked).orElseThrow().links().contains(pid("a")));

    Death death = death(linked);

    assertThat(death.ends())
        .extracting(Death.Process::pid)
        .containsExactly(PidText.of(linked), PidText.of(pid("a")));
    assertThat(death.hears())
        .extracting(Death.Process::pid)
        .containsExactlyInAnyOrder(PidText.of(pid("shop")), PidText.of(watching));
    assertThat(death.restarts().getFirst().stopped()).containsExactly("b");
    assertThat(death.gone()).containsExactly(PidText.of(linked));
  }

  @Test
  void aSupervisorTakesItsChildrenAlong() {
    start(SupervisorSpec.oneForOne(child("a")));

    Death death = death(pid("shop"));

    assertThat(names(death.ends())).containsExactly("shop", "a");
    assertThat(death.restarts()).extracting(Restart::name).containsExactly("root");
    assertThat(death.restarts().getFirst().above()).as("it is a root").isNull();
    assertThat(death.gone()).as("it comes back with its supervisor").isEmpty();
  }
}
