package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a supervisor's log says, and what giving up means for its parent. */
class RestartReportTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private Pid crash(String id) throws Exception {
    Pid pid = dream.pid(id);
    var end = dream.get().whenEnded(pid);
    dream.get().<Probe>ref(id).cast(Tell.crash("boom"));
    TestDream.get(end);
    return pid;
  }

  private ServerRef<Supervisor> root(SupervisorSpec tree) {
    return dream.get().startSupervisor(tree, StartOptions.named("root"));
  }

  @Test
  void eachAbnormalExitIsReportedOnce() throws Exception {
    var supervisor = root(SupervisorSpec.oneForOne(child("a", events)));

    Pid first = crash("a");
    Supervisor.whichChildren(supervisor);
    Pid second = crash("a");
    Supervisor.whichChildren(supervisor);

    String what =
        """
        "a" %s crashed handling Tell: java.lang.IllegalStateException: boom
            state: 0
            ancestors: "root" %s\
        """;
    Pid root = dream.pid("root");
    assertThat(logs.from(Level.WARN))
        .containsExactly(what.formatted(first, root), what.formatted(second, root));
  }

  @Test
  void orderlyExitsAreNotReported() {
    var supervisor = root(SupervisorSpec.oneForOne(child("a", events)));

    supervisor.stop();

    assertThat(logs.from(Level.WARN)).isEmpty();
  }

  @Test
  void reachingTheLimitIsReportedWithTheLastEnd() throws Exception {
    var supervisor = root(SupervisorSpec.oneForOne(child("a", events)));
    Pid root = supervisor.pid().orElseThrow();
    var end = dream.get().whenEnded(root);

    for (int i = 0; i < 3; i++) {
      crash("a");
      Supervisor.whichChildren(supervisor);
    }
    Pid last = crash("a");

    assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    assertThat(logs.from(Level.WARN))
        .hasSize(5)
        .endsWith(
            "supervisor \"root\" "
                + root
                + " gives up: 4 restarts in 5 s, limit 3\n    last: child \"a\" "
                + last
                + " ended: java.lang.IllegalStateException: boom");
  }

  @Test
  void givingUpStopsTheOthersInReverseOrder() throws Exception {
    var supervisor =
        root(
            SupervisorSpec.oneForOne(child("a", events), child("b", events), child("c", events))
                .maxRestarts(0, Duration.ofSeconds(5)));
    var end = dream.get().whenEnded(supervisor.pid().orElseThrow());
    events.clear();

    crash("b");

    assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    events.assertThatAre(
        "b terminate java.lang.IllegalStateException: boom",
        "c terminate shutdown",
        "a terminate shutdown");
  }

  @Test
  void restartsOfDifferentChildrenCountTogether() throws Exception {
    var supervisor =
        root(
            SupervisorSpec.oneForOne(child("a", events), child("b", events))
                .maxRestarts(1, Duration.ofSeconds(60)));
    var end = dream.get().whenEnded(supervisor.pid().orElseThrow());

    crash("a");
    Supervisor.whichChildren(supervisor);
    crash("b");

    assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
  }

  @Test
  void anEndlessPeriodIsShownAsInfinity() throws Exception {
    var supervisor =
        root(
            SupervisorSpec.oneForOne(child("a", events))
                .maxRestarts(0, dev.dream.process.Processes.INFINITY));
    var end = dream.get().whenEnded(supervisor.pid().orElseThrow());

    crash("a");

    assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    assertThat(logs.from(Level.WARN).getLast())
        .contains("gives up: 1 restarts in infinity, limit 0");
  }

  @Test
  void anInnerSupervisorThatGivesUpIsRestartedByItsParentWithItsChildren() throws Exception {
    var inner =
        SupervisorSpec.oneForOne(child("a", events), child("b", events))
            .maxRestarts(0, Duration.ofSeconds(5));
    root(SupervisorSpec.oneForOne(ChildSpec.supervisor("inner", inner), child("c", events)));
    Pid c = dream.pid("c");
    events.clear();

    crash("a");
    events.awaitEvent("b init");

    events.assertThatAre(
        "a terminate java.lang.IllegalStateException: boom",
        "b terminate shutdown",
        "a init",
        "b init");
    assertThat(dream.pid("c")).isEqualTo(c);
  }

  @Test
  void givingUpTravelsUpWhereNoLevelMayRestart() throws Exception {
    var none = Duration.ofSeconds(5);
    var inner = SupervisorSpec.oneForOne(child("a", events)).maxRestarts(0, none);
    var middle =
        SupervisorSpec.oneForOne(ChildSpec.supervisor("inner", inner)).maxRestarts(0, none);
    var top =
        root(SupervisorSpec.oneForOne(ChildSpec.supervisor("middle", middle)).maxRestarts(0, none));
    var end = dream.get().whenEnded(top.pid().orElseThrow());

    crash("a");

    assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    TestDream.assertNothingIsLeft(dream.get());
  }

  @Test
  void aTransientInnerSupervisorThatGivesUpStaysDown() throws Exception {
    var inner = SupervisorSpec.oneForOne(child("a", events)).maxRestarts(0, Duration.ofSeconds(5));
    var top =
        root(
            SupervisorSpec.oneForOne(
                ChildSpec.supervisor("inner", inner).named().restart(Restart.TRANSIENT)));
    var end = dream.get().whenEnded(dream.pid("inner"));

    crash("a");
    TestDream.get(end);

    assertThat(Supervisor.countChildren(top)).isEqualTo(new ChildCounts(1, 0, 1, 0));
  }
}
