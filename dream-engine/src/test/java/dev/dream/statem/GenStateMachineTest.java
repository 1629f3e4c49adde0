package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.TestDream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.statem.Machine.Ask;
import dev.dream.statem.Machine.Tell;
import dev.dream.statem.StateEvent.Internal;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GenStateMachineTest {

  private static final ExitReason BOOM = ExitReason.error("boom");

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private Machine machine() {
    return new Machine(events);
  }

  @Nested
  class Start {

    @Test
    void linksAndRegisters() throws Exception {
      dream.run(
          () -> {
            Processes.trapExit(true);
            var machine = GenStateMachine.startLink(() -> machine(), StartOptions.named("machine"));
            var pid = machine.pid().orElseThrow();
            assertThat(Processes.whereis("machine")).contains(pid);

            machine.stop();

            assertThat(Processes.receive()).isEqualTo(new Exit(pid, ExitReason.NORMAL));
          });
    }

    @Test
    void withoutALinkItOutlivesItsStarter() throws Exception {
      dream.run(() -> GenStateMachine.start(() -> machine(), StartOptions.named("machine")));

      assertThat(dream.get().<Machine>ref(new Name("machine")).call(Ask.data())).isEqualTo(0);
    }

    @Test
    void ofATakenNameFails() throws Exception {
      var first = dream.get().start(() -> machine(), StartOptions.named("machine"));

      dream.run(
          () -> {
            assertThat(GenStateMachine.tryStartLink(() -> machine(), StartOptions.named("machine")))
                .isEqualTo(new StartResult.AlreadyStarted(first.pid().orElseThrow()));
            assertThat(
                    catchThrowableOfType(
                        StartException.class,
                        () ->
                            GenStateMachine.startLink(
                                () -> machine(), StartOptions.named("machine"))))
                .hasMessageContaining("already started");
          });
    }

    @Test
    void itsModuleIsItsClass() {
      var machine = dream.get().start(() -> machine());

      assertThat(dream.get().info(machine.pid().orElseThrow()).orElseThrow().module())
          .isEqualTo("Machine");
    }
  }

  @Nested
  class Supervised {

    @Test
    void itIsStartedAgainInItsFirstState() throws Exception {
      var child = ChildSpec.worker("machine", () -> machine()).named();
      dream.start(SupervisorSpec.oneForOne(child));
      var machine = dream.get().<Machine>ref(new Name("machine"));
      var end = dream.get().whenEnded(dream.pid("machine"));

      machine.cast(Tell.go("on"));
      machine.cast(
          new Tell(
              "crash",
              (_, _, _) -> {
                throw new IllegalStateException("boom");
              }));
      TestDream.get(end);
      events.awaitEvent("terminate java.lang.IllegalStateException: boom in on with 0");

      org.awaitility.Awaitility.await()
          .atMost(TestDream.LIMIT)
          .until(() -> dream.get().whereis("machine").isPresent());
      machine.call(Ask.data());
      assertThat(events.all().getLast()).isEqualTo("call data in off");
    }
  }

  @Nested
  class Terminate {

    @Test
    void runsOnStop() {
      dream.get().start(() -> machine()).stop();

      events.assertThatAre("terminate normal in off with 0");
    }

    @Test
    void runsOnTheEndOfTheParentWhenTrapping() throws Exception {
      var started = new CompletableFuture<Pid>();
      Pid parent =
          dream
              .get()
              .spawn(
                  () -> {
                    started.complete(
                        GenStateMachine.startLink(() -> machine().trapping()).pid().orElseThrow());
                    throw Processes.exit(Processes.receive(ExitReason.class));
                  });
      var end = dream.get().whenEnded(TestDream.get(started));

      dream.get().send(parent, BOOM);

      assertThat(TestDream.get(end)).isEqualTo(BOOM);
      events.assertThatAre("terminate error: boom in off with 0");
    }

    @Test
    void doesNotRunOnAKill() throws Exception {
      var machine = dream.get().start(() -> machine().trapping());
      var end = dream.get().whenEnded(machine.address());

      dream.get().exit(machine.pid().orElseThrow(), ExitReason.KILL);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.KILLED);
      events.assertThatAre();
    }

    @Test
    void throwingChangesTheReason() {
      var machine =
          dream
              .get()
              .start(
                  () ->
                      machine()
                          .terminate(
                              _ -> {
                                throw new IllegalStateException("boom");
                              }));

      assertThat(catchThrowableOfType(CallException.class, machine::stop).reason()).isEqualTo(BOOM);
      assertThat(logs.from(Level.WARN)).hasSize(1);
    }
  }

  @Test
  void anExitSignalOfAStrangerIsAnEventWhenTrapping() {
    var machine = dream.get().start(() -> machine().trapping());

    dream.get().exit(machine.pid().orElseThrow(), BOOM);
    machine.call(Ask.data());

    assertThat(events.all().getFirst()).startsWith("info Exit[");
  }

  @Test
  void aKillEndsAMachineThatInsertsEventsForEver() throws Exception {
    var machine = dream.get().start(() -> machine());
    var end = dream.get().whenEnded(machine.address());
    machine.cast(new Tell("once", GenStateMachineTest::again));
    events.awaitEvent("cast once in off");

    dream.get().exit(machine.pid().orElseThrow(), ExitReason.KILL);

    assertThat(TestDream.get(end)).isEqualTo(ExitReason.KILLED);
  }

  private static EventResult<String, Integer> again(Machine machine, String state, int data) {
    return machine.keepStateAndData(
        machine.nextEvent(new Internal<>(new Tell("again", GenStateMachineTest::again))));
  }
}
