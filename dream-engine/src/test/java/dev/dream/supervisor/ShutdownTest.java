package dev.dream.supervisor;

import static dev.dream.Probe.child;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShutdownTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private ChildSpec<Probe> ending(String id, Probe.End end) {
    return ChildSpec.worker(id, () -> new Probe(id, events).trapping().terminate(end)).named();
  }

  /** Terminates the child {@code a} and returns why it ended. */
  private ExitReason endOf(ChildSpec<?> a) throws Exception {
    var supervisor = dream.start(SupervisorSpec.oneForOne(child("first", events), a));
    var end = dream.get().whenEnded(dream.pid("a"));

    supervisor.stop(ExitReason.SHUTDOWN, TestDream.LIMIT);

    assertThat(events.all()).endsWith("first terminate shutdown");
    return TestDream.get(end);
  }

  @Test
  void brutalKillLeavesNoTimeToTerminate() throws Exception {
    var reason = endOf(child("a", events).shutdown(Shutdown.BRUTAL_KILL));

    assertThat(reason).isEqualTo(ExitReason.KILLED);
    assertThat(events.all()).doesNotContain("a terminate shutdown");
  }

  @Test
  void aChildThatTakesTooLongIsKilled() throws Exception {
    var reason = endOf(ending("a", _ -> Processes.receive("never"::equals)).shutdown(SHORT));

    assertThat(reason).isEqualTo(ExitReason.KILLED);
    assertThat(events.all()).contains("a terminate shutdown");
  }

  @Test
  void aBusyChildThatTakesTooLongIsKilledInItsCallback() throws Exception {
    var a = child("a", events).shutdown(SHORT);
    var supervisor = dream.start(SupervisorSpec.oneForOne(a));
    var end = dream.get().whenEnded(dream.pid("a"));
    dream.get().<Probe>ref("a").cast(new Probe.Tell((_, _) -> never()));

    supervisor.stop();

    assertThat(TestDream.get(end)).isEqualTo(ExitReason.KILLED);
  }

  @Test
  void infinityWaitsForTheChild() throws Exception {
    var slow = ending("a", _ -> Processes.receive("never"::equals, SHORT));

    assertThat(endOf(slow.shutdown(Shutdown.INFINITY))).isEqualTo(ExitReason.SHUTDOWN);
  }

  @Test
  void aPlainProcessThatIgnoresItIsKilled() throws Exception {
    var ready = new CompletableFuture<Boolean>();
    StartFunction stubborn =
        _ ->
            new StartResult.Started(
                Processes.spawnLink(
                    () -> {
                      Processes.trapExit(true);
                      Processes.register("a");
                      ready.complete(true);
                      Processes.receive("never"::equals);
                    }));
    var supervisor =
        dream.start(
            SupervisorSpec.oneForOne(
                ChildSpec.child("a", stubborn, ChildType.WORKER).shutdown(SHORT)));
    TestDream.get(ready);
    var end = dream.get().whenEnded(dream.pid("a"));

    Supervisor.terminateChild(supervisor, "a");

    assertThat(TestDream.get(end)).isEqualTo(ExitReason.KILLED);
  }

  @Test
  void aThrowingTerminateDoesNotKeepTheOthersFromStopping() throws Exception {
    var throwing =
        ending(
            "a",
            _ -> {
              throw new IllegalStateException("boom");
            });

    assertThat(endOf(throwing)).isEqualTo(ExitReason.error("boom"));
  }

  @Test
  void aChildThatUnlinkedItselfIsStoppedAllTheSame() throws Exception {
    var a = child("a", events);
    var supervisor = dream.start(SupervisorSpec.oneForOne(a));
    var end = dream.get().whenEnded(dream.pid("a"));
    dream
        .get()
        .<Probe>ref("a")
        .call(
            new Probe.Ask(
                (probe, ask, _, state) -> {
                  Processes.unlink(supervisor.pid().orElseThrow());
                  return probe.reply(ask, true, state);
                }));

    supervisor.stop();

    assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
  }

  private static <T> T never() {
    Processes.receive("never"::equals);
    throw new AssertionError();
  }
}
