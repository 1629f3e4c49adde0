package dev.dream.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamicShutdownTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private final List<CompletionStage<ExitReason>> ends = new ArrayList<>();

  private ServerRef<DynamicSupervisor> supervisor() {
    return dream.start(DynamicSupervisorSpec.DEFAULT);
  }

  private Pid start(ServerRef<DynamicSupervisor> supervisor, ChildSpec<?> child) {
    Pid pid = DynamicSupervisor.startChild(supervisor, child).started().orElseThrow();
    ends.add(dream.get().whenEnded(pid));
    return pid;
  }

  private ChildSpec<Probe> ending(Probe.End end) {
    return ChildSpec.worker(() -> new Probe("a", events).trapping().terminate(end));
  }

  private static void waitForEver() {
    Processes.receive("never"::equals);
  }

  private void assertEnds(ExitReason... reasons) throws Exception {
    List<ExitReason> actual = new ArrayList<>();
    for (CompletionStage<ExitReason> end : ends) {
      actual.add(TestDream.get(end));
    }
    assertThat(actual).containsExactly(reasons);
  }

  /** None of them ends before all of them are told to: one after the other would never end. */
  @Test
  void stopsAllChildrenAtTheSameTime() throws Exception {
    var supervisor = supervisor();
    int many = 10;
    var told = new CountDownLatch(many);
    for (int i = 0; i < many; i++) {
      start(
          supervisor,
          ending(
                  _ -> {
                    told.countDown();
                    assertThat(told.await(TestDream.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
                  })
              .shutdown(Shutdown.INFINITY));
    }

    supervisor.stop(ExitReason.NORMAL, TestDream.LIMIT);

    assertThat(told.getCount()).isZero();
    for (var end : ends) {
      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    }
  }

  @Test
  void killsEachChildThatIsTooSlowForItsOwnLimit() throws Exception {
    var supervisor = supervisor();
    start(supervisor, ending(_ -> waitForEver()).shutdown(SHORT));
    start(supervisor, ending(_ -> waitForEver()).shutdown(SHORT.multipliedBy(2)));
    start(supervisor, ending(_ -> waitForEver()).shutdown(Duration.ZERO));
    start(supervisor, ending(_ -> {}));

    supervisor.stop(ExitReason.NORMAL, TestDream.LIMIT);

    assertEnds(ExitReason.KILLED, ExitReason.KILLED, ExitReason.KILLED, ExitReason.SHUTDOWN);
  }

  @Test
  void killsAtOnceWhoIsToBe() throws Exception {
    var supervisor = supervisor();
    start(supervisor, ending(_ -> waitForEver()).shutdown(Shutdown.BRUTAL_KILL));

    supervisor.stop(ExitReason.NORMAL, TestDream.LIMIT);

    assertEnds(ExitReason.KILLED);
    events.assertThatAre("a init");
  }

  @Test
  void tellsShutdownWhateverItsOwnReason() throws Exception {
    var supervisor = supervisor();
    start(supervisor, ending(_ -> {}));

    supervisor.stop(TestChildren.BOOM, TestDream.LIMIT);

    assertEnds(ExitReason.SHUTDOWN);
  }

  @Test
  void waitsAlsoForAChildThatUnlinkedItself() throws Exception {
    var supervisor = supervisor();
    Pid parent = supervisor.pid().orElseThrow();
    Pid child = start(supervisor, ending(_ -> {}));
    ServerRef.<Probe>of(dream.get().node(), child)
        .call(
            new Probe.Ask(
                (probe, ask, _, state) -> {
                  Processes.unlink(parent);
                  return probe.reply(ask, true, state);
                }));

    supervisor.stop(ExitReason.NORMAL, TestDream.LIMIT);

    assertEnds(ExitReason.SHUTDOWN);
  }

  @Test
  void takesNoNoticeOfChildrenThatEndedMeanwhile() throws Exception {
    var supervisor = supervisor();
    var stopping = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Pid first = start(supervisor, ending(_ -> {}));
    start(
        supervisor,
        ending(
            _ -> {
              stopping.countDown();
              release.await();
            }));
    dream.get().exit(first, ExitReason.KILL);
    Thread stop =
        Thread.ofVirtual().start(() -> supervisor.stop(ExitReason.NORMAL, TestDream.LIMIT));
    stopping.await();

    release.countDown();
    stop.join();

    TestDream.assertNothingIsLeft(dream.get());
  }
}
