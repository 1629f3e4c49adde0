package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Restarts that wait under a dynamic supervisor, which knows a child by its last pid meanwhile. */
@Timeout(60)
class DynamicDelayedRestartTest {

  private static final Backoff HOURS =
      Backoff.exponential(Duration.ofHours(1), Duration.ofHours(24)).jitter(0);
  private static final Backoff SOON =
      Backoff.exponential(Duration.ofMillis(1), Duration.ofMillis(8)).jitter(0);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private static Pid start(ServerRef<DynamicSupervisor> supervisor, ChildSpec<?> child) {
    return DynamicSupervisor.startChild(supervisor, child).started().orElseThrow();
  }

  private static ChildInfo only(ServerRef<DynamicSupervisor> supervisor) {
    assertThat(DynamicSupervisor.whichChildren(supervisor)).hasSize(1);
    return DynamicSupervisor.whichChildren(supervisor).getFirst();
  }

  @Test
  void areShownWithTheLastPid() {
    var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);
    Pid pid = start(supervisor, child("a", events).backoff(HOURS));

    dream.kill("a");

    ChildInfo shown = only(supervisor);
    assertThat(shown.pid()).isNull();
    assertThat(shown.restarting()).isTrue();
    assertThat(shown.nextRestart())
        .isEqualTo(new NextRestart(1, Duration.ofHours(1), shown.nextRestart().due(), pid));
    assertThat(DynamicSupervisor.countChildren(supervisor)).isEqualTo(new ChildCounts(1, 0, 0, 1));
  }

  @Test
  void comeInTheirTime() {
    var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);
    start(supervisor, child("a", events).backoff(SOON));

    dream.kill("a");
    events.awaitTimes(2, "a init");

    ChildInfo shown = only(supervisor);
    assertThat(shown.pid()).isEqualTo(dream.pid("a"));
    assertThat(shown.restarting()).isFalse();
    assertThat(shown.nextRestart()).isNull();
    assertThat(shown.restarts()).isEqualTo(1);
  }

  @Test
  void areGivenUpWhenTheChildIsTerminatedByItsLastPid() {
    var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);
    Pid pid = start(supervisor, child("a", events).backoff(HOURS));
    dream.kill("a");

    DynamicSupervisor.terminateChild(supervisor, pid);

    assertThat(DynamicSupervisor.whichChildren(supervisor)).isEmpty();
  }

  @Test
  void areGivenUpWhenTheSupervisorStops() {
    var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT);
    start(supervisor, child("a", events).backoff(HOURS));
    dream.kill("a");

    supervisor.stop();

    events.assertThatAre("a init");
  }

  @Test
  void keepTheirPlaceAmongMaxChildren() {
    var supervisor = dream.start(DynamicSupervisorSpec.DEFAULT.maxChildren(1));
    start(supervisor, child("a", events).backoff(HOURS));
    dream.kill("a");

    assertThatExceptionOfType(ChildException.class)
        .isThrownBy(() -> DynamicSupervisor.startChild(supervisor, child("b", events)));
  }

  @Test
  void doNotCountWhileTheyWait() {
    var supervisor =
        dream.start(DynamicSupervisorSpec.DEFAULT.maxRestarts(0, Duration.ofMinutes(1)));
    start(supervisor, child("a", events).backoff(HOURS));

    dream.kill("a");

    assertThat(only(supervisor).restarting()).isTrue();
  }

  @Test
  void countWhenTheyAreTried() throws Exception {
    var supervisor =
        dream.start(DynamicSupervisorSpec.DEFAULT.maxRestarts(4, Duration.ofMinutes(1)));
    var end = dream.get().whenEnded(supervisor.address());
    var starts = new AtomicInteger();
    start(
        supervisor,
        ChildSpec.worker(
                "a",
                () ->
                    new Probe("a", events)
                        .init(
                            probe ->
                                starts.incrementAndGet() == 1
                                    ? probe.ok(0)
                                    : probe.stop(TestChildren.BOOM)))
            .named()
            .backoff(SOON));

    dream.kill("a");

    assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    assertThat(starts).hasValue(5);
  }
}
