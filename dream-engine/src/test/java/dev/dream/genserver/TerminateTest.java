package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When {@link GenServer#terminate} runs, and what it changes. */
class TerminateTest {

  private static final ExitReason BOOM = ExitReason.error("boom");

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private Probe probe() {
    return new Probe("p", events);
  }

  /** Starts a process that starts a linked server and then ends as told. */
  private Parent parentOf(Probe probe) throws Exception {
    var started = new CompletableFuture<Pid>();
    Pid parent =
        dream
            .get()
            .spawn(
                () -> {
                  started.complete(GenServer.startLink(() -> probe).pid().orElseThrow());
                  throw Processes.exit(Processes.receive(ExitReason.class));
                });
    return new Parent(parent, TestDream.get(started));
  }

  private record Parent(Pid pid, Pid child) {}

  @Nested
  class Runs {

    @Test
    void onStop() {
      dream.start(probe()).stop();

      events.assertThatAre("p init", "p terminate normal");
    }

    @Test
    void onAThrowingCallbackWithoutTrappingToo() throws Exception {
      var server = dream.start(probe());
      var end = dream.get().whenEnded(server.address());

      server.cast(Tell.crash("boom"));

      assertThat(TestDream.get(end)).isEqualTo(BOOM);
      events.assertThatAre("p init", "p terminate java.lang.IllegalStateException: boom");
    }

    @Test
    void onTheEndOfTheParentWhenTrapping() throws Exception {
      Parent parent = parentOf(probe().trapping());
      var end = dream.get().whenEnded(parent.child());

      dream.get().send(parent.pid(), BOOM);

      assertThat(TestDream.get(end)).isEqualTo(BOOM);
      events.assertThatAre("p init", "p terminate error: boom");
    }

    @Test
    void onTheNormalEndOfTheParentWhenTrapping() throws Exception {
      Parent parent = parentOf(probe().trapping());
      var end = dream.get().whenEnded(parent.child());

      dream.get().send(parent.pid(), ExitReason.NORMAL);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.NORMAL);
      events.assertThatAre("p init", "p terminate normal");
    }

    @Test
    void onTheKillOfTheParentWhenTrapping() throws Exception {
      Parent parent = parentOf(probe().trapping());
      var end = dream.get().whenEnded(parent.child());

      dream.get().exit(parent.pid(), ExitReason.KILL);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.KILLED);
      events.assertThatAre("p init", "p terminate killed");
    }

    @Test
    void beforeTheNameIsFree() {
      var server =
          dream
              .get()
              .start(
                  () ->
                      probe()
                          .terminate(
                              _ -> events.add("named " + Processes.whereis("p").isPresent())),
                  StartOptions.named("p"));

      server.stop();

      events.assertThatAre("p init", "p terminate normal", "named true");
      assertThat(dream.get().whereis("p")).isEmpty();
    }

    @Test
    void toTheEndWhateverExitSignalsCome() throws Exception {
      var go = new CompletableFuture<Boolean>();
      var server = dream.start(probe().trapping().terminate(_ -> TestDream.get(go)));
      var end = dream.get().whenEnded(server.address());
      server.cast(Tell.stop(ExitReason.SHUTDOWN));
      events.awaitEvent("p terminate shutdown");

      dream.get().exit(server.pid().orElseThrow(), BOOM);
      go.complete(true);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
    }
  }

  @Nested
  class OfAServerWithoutALink {

    @Test
    void runsOnTheExitSignalThatItSendsItselfForItIsItsOwnParent() throws Exception {
      var server = dream.start(probe().trapping());
      var end = dream.get().whenEnded(server.address());

      server.cast(
          new Tell(
              (probe, state) -> {
                Processes.exit(Processes.self(), BOOM);
                return probe.noReply(state);
              }));

      assertThat(TestDream.get(end)).isEqualTo(BOOM);
      events.assertThatAre("p init", "p terminate error: boom");
    }
  }

  @Nested
  class DoesNotRun {

    @Test
    void onAKill() throws Exception {
      var server = dream.start(probe().trapping());
      var end = dream.get().whenEnded(server.address());

      dream.get().exit(server.pid().orElseThrow(), ExitReason.KILL);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.KILLED);
      events.assertThatAre("p init");
    }

    @Test
    void onAnExitSignalThatIsNotTrapped() throws Exception {
      var server = dream.start(probe());
      var end = dream.get().whenEnded(server.address());

      dream.get().exit(server.pid().orElseThrow(), ExitReason.SHUTDOWN);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.SHUTDOWN);
      events.assertThatAre("p init");
    }

    @Test
    void onTheExitSignalOfAStranger() {
      var server = dream.start(probe().trapping());

      dream.get().exit(server.pid().orElseThrow(), BOOM);
      server.call(Ask.state());

      events.assertThatAre("p init", "p got " + new Exit(Pid.of(dream.get().node().id(), 0), BOOM));
    }

    @Test
    void onTheNormalEndOfTheParentWithoutTrapping() throws Exception {
      Parent parent = parentOf(probe());
      var end = dream.get().whenEnded(parent.pid());

      dream.get().send(parent.pid(), ExitReason.NORMAL);

      TestDream.get(end);
      assertThat(dream.get().alive(parent.child())).isTrue();
    }
  }

  @Nested
  class WhatItThrows {

    @Test
    void becomesTheReason() {
      var server =
          dream.start(
              probe()
                  .terminate(
                      _ -> {
                        throw new IllegalStateException("boom");
                      }));

      var failed = catchThrowableOfType(CallException.class, server::stop);

      assertThat(failed.reason()).isEqualTo(BOOM);
      assertThat(logs.from(Level.WARN)).hasSize(1);
    }

    @Test
    void becomesTheReasonAlsoIfItIsAnExit() {
      var server = dream.start(probe().terminate(_ -> Processes.exit(BOOM)));

      var failed = catchThrowableOfType(CallException.class, server::stop);

      assertThat(failed.reason()).isEqualTo(BOOM);
    }
  }
}
