package dev.dream.crashes;

import static dev.dream.Probe.child;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class CrashLogTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private final Events events = new Events();

  private CrashLog log() {
    return dream.get().crashes();
  }

  private Pid crash(String name) throws Exception {
    Pid pid = dream.pid(name);
    var end = dream.get().whenEnded(pid);
    dream.get().<Probe>ref(name).cast(Probe.Tell.crash("boom"));
    TestDream.get(end);
    return pid;
  }

  private void awaitCrashes(int count) {
    await().atMost(TestDream.LIMIT).until(() -> log().counts().kept() == count);
  }

  private Aftermath aftermath(long number) {
    Crash.Child child = log().find(number).orElseThrow().child();
    return child == null ? null : child.aftermath();
  }

  private void awaitAftermath(long number, Class<? extends Aftermath> kind) {
    await()
        .atMost(TestDream.LIMIT)
        .until(() -> log().find(number).isPresent() && kind.isInstance(aftermath(number)));
  }

  @Test
  void keepsACrashThatIsNobodysChild() throws Exception {
    dream.get().start(() -> new Probe("a", events), named("a"));
    Pid pid = crash("a");
    awaitCrashes(1);
    Crash crash = log().find(1).orElseThrow();
    assertThat(log().latest()).containsExactly(crash);
    assertThat(crash.report().process()).isEqualTo(pid);
    assertThat(crash.child()).isNull();
    assertThat(crash.follows()).isNull();
    assertThat(log().counts()).isEqualTo(new CrashLog.Counts(100, 1, 1, 0));
    assertThat(log().find(2)).isEmpty();
  }

  private static dev.dream.genserver.StartOptions named(String name) {
    return dev.dream.genserver.StartOptions.named(name);
  }

  @Test
  void knowsWhoseChildItWasAndAsWhomItRunsAgain() throws Exception {
    ServerRef<Supervisor> tree =
        dream.get().startSupervisor(SupervisorSpec.oneForOne(child("a", events)), named("root"));
    crash("a");
    awaitAftermath(1, Aftermath.Restarted.class);
    Pid second = crash("a");
    awaitAftermath(2, Aftermath.Restarted.class);

    Crash first = log().find(1).orElseThrow();
    assertThat(first.child().supervisor()).isEqualTo(tree.pid().orElseThrow());
    assertThat(first.child().supervisorName()).isEqualTo("root");
    assertThat(first.child().id()).isEqualTo("a");
    assertThat(first.child().restarts()).isZero();
    assertThat(first.child().aftermath())
        .isInstanceOfSatisfying(
            Aftermath.Restarted.class, again -> assertThat(again.process()).isEqualTo(second));
    Crash next = log().find(2).orElseThrow();
    assertThat(next.child().restarts()).isEqualTo(1);
    assertThat(next.follows()).isEqualTo(1);
    assertThat(log().latest()).containsExactly(next, first);
    assertThat(next.report().ancestors().getFirst().name()).isEqualTo("root");
  }

  @Test
  void knowsThatTheSupervisorGaveUp() throws Exception {
    dream.start(SupervisorSpec.oneForOne(child("a", events)).maxRestarts(0, Duration.ofSeconds(5)));
    crash("a");
    awaitAftermath(1, Aftermath.GaveUp.class);
  }

  @Test
  void knowsThatItWasNotToBeRestarted() throws Exception {
    dream.start(SupervisorSpec.oneForOne(child("a", events).restart(Restart.TEMPORARY)));
    crash("a");
    awaitAftermath(1, Aftermath.NotRestarted.class);
  }

  @Test
  void countsTheStartsThatFailed() throws Exception {
    AtomicInteger starts = new AtomicInteger();
    ChildSpec<Probe> moody =
        ChildSpec.worker(
                "a",
                () ->
                    new Probe("a", events)
                        .init(
                            probe ->
                                starts.getAndIncrement() == 1
                                    ? probe.stop(ExitReason.error("not yet"))
                                    : probe.ok(0)))
            .named();
    dream.start(SupervisorSpec.oneForOne(moody).maxRestarts(9, Duration.ofSeconds(5)));
    crash("a");
    awaitAftermath(1, Aftermath.Restarted.class);
    assertThat(starts).hasValue(3);
  }

  @Test
  void knowsTheChildrenOfADynamicSupervisorApart() throws Exception {
    ServerRef<DynamicSupervisor> supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);
    DynamicSupervisor.startChild(supervisor, child("a", events));
    DynamicSupervisor.startChild(supervisor, child("b", events));
    crash("b");
    awaitAftermath(1, Aftermath.Restarted.class);
    crash("a");
    awaitAftermath(2, Aftermath.Restarted.class);
    await().until(() -> dream.get().whereis("a").isPresent());
    assertThat(((Aftermath.Restarted) aftermath(1)).process()).isEqualTo(dream.pid("b"));
    assertThat(((Aftermath.Restarted) aftermath(2)).process()).isEqualTo(dream.pid("a"));
  }

  @Test
  void keepsTheLatestAndNothingOfTheOthers() throws Exception {
    try (Dream small = Dream.create(DreamOptions.DEFAULT.crashCapacity(2))) {
      for (String name : List.of("a", "b", "c")) {
        ServerRef<Probe> probe = small.start(() -> new Probe(name, events), named(name));
        var end = small.whenEnded(probe.address());
        probe.cast(Probe.Tell.crash("boom"));
        TestDream.get(end);
      }
      await().until(() -> small.crashes().counts().full() == 3);
      assertThat(small.crashes().latest()).extracting(Crash::number).containsExactly(3L, 2L);
      assertThat(small.crashes().find(1)).isEmpty();
    }
  }

  @Test
  void keepsNothingIfItHasNoRoom() throws Exception {
    try (Dream none = Dream.create(DreamOptions.DEFAULT.crashCapacity(0))) {
      ServerRef<Probe> probe = none.start(() -> new Probe("a", events));
      var end = none.whenEnded(probe.address());
      probe.cast(Probe.Tell.crash("boom"));
      TestDream.get(end);
      assertThat(none.crashes().counts()).isEqualTo(new CrashLog.Counts(0, 0, 0, 0));
    }
  }

  @Test
  void isNotDrivenOutByVeryManyCrashesOfOneKind() throws Exception {
    dream.get().start(() -> new Probe("lone", events), named("lone"));
    crash("lone");
    for (int i = 0; i < 1_000; i++) {
      dream
          .get()
          .spawn(
              () -> {
                throw new IllegalStateException("storm");
              });
    }
    await()
        .atMost(TestDream.LIMIT)
        .until(() -> log().counts().full() + log().counts().brief() == 1_001);
    assertThat(log().counts().brief()).isPositive();
    assertThat(log().find(1)).isPresent();
  }
}
