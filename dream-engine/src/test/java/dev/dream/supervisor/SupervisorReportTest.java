package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.CrashReport;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Report;
import dev.dream.supervisor.SupervisorReport.Context;
import dev.dream.sys.Sys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class SupervisorReportTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();

  private final Events events = new Events();
  private final List<Report> reports = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    dream.get().reports().addListener(reports::add);
  }

  private void awaitReports(int count) {
    await().atMost(TestDream.LIMIT).until(() -> reports.size() >= count);
    assertThat(reports).hasSize(count);
  }

  private static void assertError(Report report, Context context, ExitReason reason, Pid child) {
    assertThat(report)
        .isInstanceOfSatisfying(
            SupervisorReport.class,
            error -> {
              assertThat(error.context()).isEqualTo(context);
              assertThat(error.reason()).isEqualTo(reason);
              assertThat(error.child().pid()).isEqualTo(child);
            });
  }

  private static void assertProgress(Report report, Pid child, long restarts) {
    assertThat(report)
        .isInstanceOfSatisfying(
            ProgressReport.class,
            progress -> {
              assertThat(progress.child().pid()).isEqualTo(child);
              assertThat(progress.child().restarts()).isEqualTo(restarts);
            });
  }

  private static void assertRestart(Report report, Pid ended, Pid child) {
    assertThat(report)
        .isInstanceOfSatisfying(
            RestartReport.class,
            restart -> {
              assertThat(restart.ended()).isEqualTo(ended);
              assertThat(restart.child().pid()).isEqualTo(child);
              assertThat(restart.child().restarts()).isEqualTo(1);
            });
  }

  @Test
  void aCrashIsFollowedByItsSupervisorsReportAndByProgress() {
    ServerRef<Supervisor> tree = dream.start(SupervisorSpec.oneForOne(child("a", events)));
    Pid first = dream.pid("a");
    dream.get().<Probe>ref("a").cast(Probe.Tell.crash("boom"));
    awaitReports(5);
    assertProgress(reports.get(0), first, 0);
    assertThat(reports.get(1)).isInstanceOf(CrashReport.class);
    assertError(reports.get(2), Context.CHILD_TERMINATED, ExitReason.error("boom"), first);
    assertProgress(reports.get(3), dream.pid("a"), 1);
    assertThat(reports.get(3).process()).isEqualTo(tree.address());
    assertRestart(reports.get(4), first, dream.pid("a"));
  }

  @Test
  void aSupervisorThatGivesUpSaysSo() {
    dream.start(SupervisorSpec.oneForOne(child("a", events)).maxRestarts(0, Duration.ofSeconds(5)));
    Pid pid = dream.pid("a");
    dream.kill("a");
    awaitReports(4);
    assertError(reports.get(2), Context.CHILD_TERMINATED, ExitReason.KILLED, pid);
    assertError(
        reports.get(3), Context.SHUTDOWN, ExitReason.error("reached_max_restart_intensity"), pid);
  }

  @Test
  void aChildThatAnswersIgnoreWhenItsGroupRestartsIsNoProgressAndNoRestart() {
    var again = new AtomicBoolean();
    ServerRef<Supervisor> tree =
        dream
            .get()
            .startSupervisor(
                SupervisorSpec.oneForAll(
                    child("a", events),
                    ChildSpec.worker(
                        "b",
                        () ->
                            new Probe("b", events)
                                .init(
                                    probe ->
                                        again.getAndSet(true) ? probe.ignore() : probe.ok(0)))),
                StartOptions.named("root"));
    dream.kill("a");
    events.awaitTimes(2, "b init");
    Supervisor.startChild(tree, child("marker", events));
    awaitReports(7);
    assertProgress(reports.get(4), dream.pid("a"), 1);
    assertProgress(reports.get(6), dream.pid("marker"), 0);
    assertThat(Supervisor.whichChildren(tree))
        .extracting(ChildInfo::id, ChildInfo::pid, ChildInfo::restarts)
        .contains(tuple("b", null, 0L));
    assertThat(dream.get().tally().restarts()).containsExactly(entry("root", 1L));
  }

  @Test
  void aChildThatDoesNotStartIsReported() {
    ServerRef<Supervisor> tree = dream.start(SupervisorSpec.oneForOne());
    ExitReason no = ExitReason.error("no");
    Supervisor.startChild(
        tree, ChildSpec.worker("a", () -> new Probe("a", events).init(probe -> probe.stop(no))));
    awaitReports(2);
    assertError(reports.get(1), Context.START_ERROR, no, null);
  }

  @Test
  void aCrashThatTheSupervisorHearsOfWhenItStopsIsReported() {
    ServerRef<Supervisor> tree = dream.start(SupervisorSpec.oneForOne(child("a", events)));
    Pid pid = dream.pid("a");
    crashUnheard(tree, pid);
    tree.stop();
    awaitReports(3);
    assertError(reports.get(2), Context.SHUTDOWN_ERROR, ExitReason.error("boom"), pid);
  }

  @Test
  void aCrashThatADynamicSupervisorHearsOfWhenItStopsIsReported() {
    ServerRef<DynamicSupervisor> supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);
    Pid pid = DynamicSupervisor.startChild(supervisor, child("a", events)).started().orElseThrow();
    crashUnheard(supervisor, pid);
    supervisor.stop();
    awaitReports(3);
    assertError(reports.get(2), Context.SHUTDOWN_ERROR, ExitReason.error("boom"), pid);
  }

  /** Lets a child crash while its supervisor looks away. */
  private void crashUnheard(ServerRef<?> supervisor, Pid child) {
    Sys.suspend(supervisor);
    ServerRef.<Probe>of(dream.get().node(), child).cast(Probe.Tell.crash("boom"));
    awaitReports(2);
    assertThat(reports.get(1)).isInstanceOf(CrashReport.class);
    await().until(() -> dream.get().tally().exitsInFlight() == 0);
  }

  @Test
  void aChildThatHadToBeKilledIsReported() {
    ChildSpec<Probe> slow =
        ChildSpec.worker(
                "a",
                () ->
                    new Probe("a", events)
                        .trapping()
                        .terminate(_ -> Processes.receive("never"::equals)))
            .shutdown(Duration.ofMillis(10));
    ServerRef<Supervisor> tree = dream.start(SupervisorSpec.oneForOne(slow));
    Supervisor.terminateChild(tree, "a");
    awaitReports(3);
    assertThat(reports.get(2))
        .isInstanceOfSatisfying(
            SupervisorReport.class,
            error -> assertThat(error.context()).isEqualTo(Context.SHUTDOWN_ERROR));
  }

  @Test
  void childrenOfADynamicSupervisorAreReportedLikewise() {
    ServerRef<DynamicSupervisor> tree =
        DynamicSupervisor.start(
            dream.get().node(), DynamicSupervisorSpec.DEFAULT, StartOptions.DEFAULT);
    DynamicSupervisor.startChild(tree, child("a", events));
    Pid first = dream.pid("a");
    dream.kill("a");
    awaitReports(5);
    assertProgress(reports.get(0), first, 0);
    assertError(reports.get(2), Context.CHILD_TERMINATED, ExitReason.KILLED, first);
    assertProgress(reports.get(3), dream.pid("a"), 1);
    assertRestart(reports.get(4), first, dream.pid("a"));
  }
}
