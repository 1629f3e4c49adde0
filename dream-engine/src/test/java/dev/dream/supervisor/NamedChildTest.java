package dev.dream.supervisor;

import static dev.dream.TestDream.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.dream.Events;
import dev.dream.Mute;
import dev.dream.Probe;
import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildException.Refusal;
import dev.dream.sys.Sys;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code startNamedChild} and {@code terminateNamedChild}. */
@Timeout(60)
class NamedChildTest {

  private static final Duration NEVER = Duration.ofHours(1);

  @RegisterExtension final TestDream test = new TestDream();
  @RegisterExtension final Mute mute = new Mute();

  private final Events events = new Events();

  private ServerRef<DynamicSupervisor> start() {
    return test.start(DynamicSupervisorSpec.DEFAULT);
  }

  private ChildSpec<Probe> child() {
    return Probe.child("a", events).restart(Restart.TRANSIENT);
  }

  private static StartResult startChild(
      ServerRef<DynamicSupervisor> supervisor, ChildSpec<Probe> child) {
    return DynamicSupervisor.startNamedChild(supervisor, child, LIMIT);
  }

  @Test
  void isStartedOnce() {
    ServerRef<DynamicSupervisor> supervisor = start();
    Pid a = startChild(supervisor, child()).started().orElseThrow();
    assertThat(startChild(supervisor, child())).isEqualTo(new StartResult.AlreadyStarted(a));
    events.assertThatAre("a init");
    DynamicSupervisor.terminateChild(supervisor, a);
    assertThat(startChild(supervisor, child())).isInstanceOf(StartResult.Started.class);
  }

  /** The request is in the supervisor's mailbox before the child's exit signal. */
  private StartResult startWhileItEnds(ServerRef<DynamicSupervisor> supervisor, ExitReason reason)
      throws Exception {
    Pid a = startChild(supervisor, child()).started().orElseThrow();
    Sys.suspend(supervisor);
    CompletableFuture<StartResult> asked =
        CompletableFuture.supplyAsync(() -> startChild(supervisor, child()));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                test.get().info(supervisor.pid().orElseThrow()).orElseThrow().mailboxDepth() == 1);
    ServerRef.of(test.get().node(), a).stop(reason, LIMIT);
    Sys.resume(supervisor);
    return asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void isRestartedBeforeTheRequestThatCameBeforeItsExitSignal() throws Exception {
    ServerRef<DynamicSupervisor> supervisor = start();
    assertThat(startWhileItEnds(supervisor, ExitReason.error("boom")))
        .isEqualTo(new StartResult.AlreadyStarted(test.pid("a")));
    assertThat(DynamicSupervisor.countChildren(supervisor).specs()).isOne();
  }

  @Test
  void isForgottenBeforeThatIfItIsNotToBeRestarted() throws Exception {
    ServerRef<DynamicSupervisor> supervisor = start();
    assertThat(startWhileItEnds(supervisor, ExitReason.NORMAL))
        .isEqualTo(new StartResult.Started(test.pid("a")));
    assertThat(DynamicSupervisor.countChildren(supervisor).specs()).isOne();
  }

  @Test
  void isNotStartedWhileItWaitsForItsRestart() throws Exception {
    ServerRef<DynamicSupervisor> supervisor = start();
    ChildSpec<Probe> child = child().backoff(Backoff.exponential(NEVER, NEVER));
    Pid a = startChild(supervisor, child).started().orElseThrow();
    test.get().exit(a, ExitReason.KILL);
    assertThatExceptionOfType(ChildException.class)
        .isThrownBy(() -> startChild(supervisor, child))
        .matches(refused -> refused.refusal() == Refusal.RESTARTING);
    DynamicSupervisor.terminateNamedChild(supervisor, new Name("a"), LIMIT);
    assertThat(startChild(supervisor, child)).isInstanceOf(StartResult.Started.class);
  }

  @Test
  void isStoppedByItsName() {
    ServerRef<DynamicSupervisor> supervisor = start();
    Pid a = startChild(supervisor, child()).started().orElseThrow();
    DynamicSupervisor.terminateNamedChild(supervisor, new Name("a"), LIMIT);
    assertThat(test.get().alive(a)).isFalse();
    assertThatExceptionOfType(ChildException.class)
        .isThrownBy(() -> DynamicSupervisor.terminateNamedChild(supervisor, new Name("a"), LIMIT))
        .matches(refused -> refused.refusal() == Refusal.NOT_FOUND);
  }

  @Test
  void needsAName() {
    assertThatExceptionOfType(NullPointerException.class)
        .isThrownBy(() -> startChild(start(), child().unnamed()))
        .withMessageContaining("name");
  }
}
