package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dream.Counter;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Init;
import dev.dream.TestDream;
import dev.dream.process.CrashReport;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.process.Report;
import dev.dream.process.Timeout;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GenServerTest {

  private static final ExitReason BOOM = ExitReason.error("boom");

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private Probe probe(Init init) {
    return new Probe("p", events).trapping().init(init);
  }

  private StartResult failedStart(Supplier<Probe> factory) {
    return failedStart(factory, StartOptions.DEFAULT);
  }

  private StartResult failedStart(Supplier<Probe> factory, StartOptions options) {
    return catchThrowableOfType(StartException.class, () -> dream.get().start(factory, options))
        .result();
  }

  @Nested
  class InitCallback {

    @Test
    void startWaitsForIt() {
      dream.start(
          probe(
              probe -> {
                events.add("ready");
                return probe.ok(5);
              }));

      events.assertThatAre("p init", "ready");
    }

    @Test
    void itsStateIsTheFirst() {
      assertThat(dream.start(probe(probe -> probe.ok(5))).call(Ask.state())).isEqualTo(5);
    }

    @Test
    void itMayAskForATimeout() {
      dream.start(probe(probe -> probe.ok(0).timeoutAfter(Duration.ofMillis(1))));

      events.awaitEvent("p timeout");
    }

    @Test
    void itMayContinueBeforeAnyMessage() {
      var server = dream.start(probe(probe -> probe.ok(1).thenContinue(add(41))));

      assertThat(server.call(Ask.state())).isEqualTo(42);
      events.assertThatAre("p init", "p continue");
    }

    @Test
    void itsContinuationComesBeforeAMessageToItself() {
      var server =
          dream.start(
              probe(
                  probe -> {
                    Processes.send(Processes.self(), "hello");
                    return probe.ok(0).thenContinue(add(1));
                  }));

      server.call(Ask.state());

      events.assertThatAre("p init", "p continue", "p got hello");
    }

    @Test
    void ignoreLeavesNoProcessAndNoName() {
      var result = failedStart(() -> probe(GenServer::ignore), StartOptions.named("p"));

      assertThat(result).isEqualTo(new StartResult.Ignored());
      assertThat(dream.get().registered()).isEmpty();
    }

    @Test
    void ignoreLeavesANameAloneThatItGaveAway() {
      var result =
          failedStart(
              () ->
                  probe(
                      probe -> {
                        Processes.unregister("p");
                        return probe.ignore();
                      }),
              StartOptions.named("p"));

      assertThat(result).isEqualTo(new StartResult.Ignored());
    }

    @Test
    void stopIsAFailureWithItsReasonAndWithoutTerminate() {
      assertThat(failedStart(() -> probe(probe -> probe.stop(BOOM))))
          .isEqualTo(new StartResult.Failed(BOOM));
      events.assertThatAre("p init");
    }

    @Test
    void aThrowIsAFailureThatLeavesNothing() {
      var result =
          failedStart(
              () ->
                  probe(
                      _ -> {
                        throw new java.io.IOException("no disk");
                      }),
              StartOptions.named("p"));

      assertThat(result).isEqualTo(new StartResult.Failed(ExitReason.error("no disk")));
      assertThat(dream.get().registered()).isEmpty();
      assertThat(dream.get().processes()).isEmpty();
    }

    @Test
    void aThrowingConstructorIsAFailureThatLeavesNothing() {
      var result =
          failedStart(
              () -> {
                throw new IllegalStateException("boom");
              },
              StartOptions.named("p"));

      assertThat(result).isEqualTo(new StartResult.Failed(BOOM));
      assertThat(dream.get().registered()).isEmpty();
      assertThat(dream.get().processes()).isEmpty();
    }

    @Test
    void itIsKilledWhenItTakesTooLong() {
      var options = StartOptions.named("p").timeout(Duration.ofMillis(20));

      var result = failedStart(() -> probe(_ -> stuck()), options);

      assertThat(result)
          .isInstanceOfSatisfying(
              StartResult.Failed.class,
              failed -> assertThat(failed.reason()).isEqualTo(ExitReason.TIMEOUT));
      TestDream.assertNothingIsLeft(dream.get());
    }

    private static InitResult<Integer> stuck() throws Exception {
      new CountDownLatch(1).await();
      throw new AssertionError("it can only be interrupted");
    }

    private static Probe.Step add(int by) {
      return (probe, state) -> probe.noReply(state + by);
    }
  }

  @Nested
  class StartLink {

    @Test
    void linksAndRegisters() throws Exception {
      dream.run(
          () -> {
            Processes.trapExit(true);
            var server = GenServer.startLink(Counter::new, StartOptions.named("counter"));
            var pid = server.pid().orElseThrow();
            assertThat(Processes.whereis("counter")).contains(pid);

            server.stop();

            assertThat(Processes.receive()).isEqualTo(new Exit(pid, ExitReason.NORMAL));
          });
    }

    @Test
    void ofATakenNameTellsWhoHasItAndRunsNoInit() throws Exception {
      var first = dream.get().start(Counter::new, StartOptions.named("p"));

      dream.run(
          () -> {
            Processes.trapExit(true);
            assertThat(
                    GenServer.tryStartLink(
                        () -> probe(probe -> probe.ok(0)), StartOptions.named("p")))
                .isEqualTo(new StartResult.AlreadyStarted(first.pid().orElseThrow()));
            assertThat(Processes.receive(Duration.ZERO)).isEqualTo(new Timeout());
          });
      events.assertThatAre();
    }

    @Test
    void leavesTheExitOfAFailedInitToACallerThatTraps() throws Exception {
      dream.run(
          () -> {
            Processes.trapExit(true);
            GenServer.tryStartLink(() -> probe(probe -> probe.stop(BOOM)), StartOptions.DEFAULT);
            assertThat(Processes.receive(Exit.class).reason()).isEqualTo(BOOM);
          });
    }

    @Test
    void leavesNoExitOfAnInitThatTookTooLong() throws Exception {
      dream.run(
          () -> {
            Processes.trapExit(true);
            var options = StartOptions.DEFAULT.timeout(Duration.ofMillis(10));
            GenServer.tryStartLink(() -> probe(_ -> InitCallback.stuck()), options);
            assertThat(Processes.receive(Duration.ZERO)).isEqualTo(new Timeout());
          });
    }

    @Test
    void endsACallerThatDoesNotTrapWhenInitFails() throws Exception {
      var caller =
          dream.get().spawn(() -> GenServer.startLink(() -> probe(probe -> probe.stop(BOOM))));

      assertThat(dream.ended(caller)).isIn(BOOM, ExitReason.NOPROC);
      assertThat(dream.get().alive(caller)).isFalse();
    }

    @Test
    void outsideAProcessSaysWhatToUseInstead() {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> GenServer.startLink(Counter::new))
          .withMessageStartingWith("no current process:")
          .withMessageEndingWith("outside a process use the Dream bean");
    }
  }

  @Nested
  class Start {

    @Test
    void outlivesItsCreator() throws Exception {
      var server =
          dream.get().run(() -> GenServer.start(Counter::new, StartOptions.named("counter")));

      assertThat(server.call(new Counter.Add(1))).isEqualTo(1);
    }

    @Test
    void ofATakenNameThrowsAndNamesTheHolder() {
      var first = dream.get().start(Counter::new, StartOptions.named("counter"));

      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> dream.get().start(Counter::new, StartOptions.named("counter")))
          .withMessage(
              "start \"counter\" failed: its name belongs to %s, already started",
              first.pid().orElseThrow());
    }
  }

  /** A server that cannot stand to wait. */
  private static final class Impatient
      implements GenServer<Integer, Call<Impatient, ?>, Cast<Impatient>> {

    @Override
    public InitResult<Integer> init() {
      return ok(0).timeoutAfter(Duration.ZERO);
    }

    @Override
    public CastResult<Integer> handleInfo(Object message, Integer state) {
      throw new IllegalStateException("I waited");
    }
  }

  @Test
  void reportsATimeoutAsTheServerSawIt() throws Exception {
    var report = new CompletableFuture<Report>();
    dream.get().reports().addListener(report::complete);
    dream.get().start(Impatient::new);
    assertThat(TestDream.get(report))
        .isInstanceOfSatisfying(
            CrashReport.class, crash -> assertThat(crash.lastMessage()).isEqualTo("Timeout[]"));
  }
}
