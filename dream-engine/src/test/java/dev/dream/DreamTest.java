package dev.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.dream.Counter.Add;
import dev.dream.application.Application;
import dev.dream.application.ApplicationType;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.TimerRef;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DreamTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  @Nested
  class Timers {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void areReadAndCancelledOnAnyThread() throws Exception {
      Pid pid = dream.get().spawn(Processes::receive);
      TimerRef timer = dream.get().sendAfter(pid, "late", HOUR);

      assertThat(dream.get().readTimer(timer)).isPresent();
      assertThat(dream.get().cancelTimer(timer)).isPresent();
      assertThat(dream.get().readTimer(timer)).isEmpty();
    }
  }

  @Nested
  class Run {

    @Test
    void returnsWhatTheCodeReturns() throws Exception {
      Pid pid = dream.get().run(Processes::self);

      assertThat(dream.get().alive(pid)).isFalse();
    }

    @Test
    void throwsWhatTheCodeThrows() {
      assertThatExceptionOfType(java.io.IOException.class)
          .isThrownBy(
              () ->
                  dream
                      .get()
                      .run(
                          () -> {
                            throw new java.io.IOException("boom");
                          }))
          .withMessage("boom");
    }

    @Test
    void letsAThreadReceiveForOnce() throws Exception {
      var counter = dream.get().start(Counter::new);

      String received =
          dream
              .get()
              .run(
                  () -> {
                    Processes.monitor(counter.address());
                    counter.stop();
                    return Processes.receive().getClass().getSimpleName();
                  });

      assertThat(received).isEqualTo("Down");
    }

    @Test
    void throwsAnExitIfTheProcessIsEndedFromOutside() {
      assertThatExceptionOfType(ExitException.class)
          .isThrownBy(
              () ->
                  dream
                      .get()
                      .run(
                          () -> {
                            Pid self = Processes.self();
                            dream.get().spawn(() -> Processes.exit(self, ExitReason.KILL));
                            new CountDownLatch(1).await();
                            return 1;
                          }))
          .matches(ended -> ended.reason() == ExitReason.KILLED);
    }

    @Test
    void endsTheProcessWhenTheWaitingThreadIsInterrupted() throws Exception {
      var process = new CompletableFuture<Pid>();
      var thrown = new CompletableFuture<Exception>();
      Thread waiting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      dream
                          .get()
                          .run(
                              () -> {
                                process.complete(Processes.self());
                                return Processes.receive();
                              });
                    } catch (Exception e) {
                      thrown.complete(e);
                    }
                  });
      Pid pid = TestDream.get(process);

      waiting.interrupt();

      assertThat(TestDream.get(thrown)).isInstanceOf(InterruptedException.class);
      assertThat(dream.get().alive(pid)).isFalse();
    }
  }

  @Nested
  class WhenEnded {

    @Test
    void completesWithTheReason() throws Exception {
      Pid pid = dream.get().spawn(Processes::receive);
      var end = dream.get().whenEnded(pid);

      dream.get().exit(pid, ExitReason.error("boom"));

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.error("boom"));
    }

    @Test
    void completesAtOnceForTheDead() throws Exception {
      Pid pid = dream.get().run(Processes::self);

      assertThat(dream.ended(pid)).isEqualTo(ExitReason.NOPROC);
    }

    @Test
    void runsItsDependentsOnNoProcessesThread() throws Exception {
      Pid pid = dream.get().spawn(Processes::receive);
      var where = dream.get().whenEnded(pid).thenApply(_ -> dream.get().node().self());

      dream.get().exit(pid, ExitReason.KILL);

      assertThat(TestDream.get(where)).isEmpty();
    }
  }

  @Nested
  class WhenReady {

    private ServerRef<Probe> loading() {
      return dream
          .get()
          .start(
              () ->
                  new Probe("loader", events)
                      .init(
                          probe ->
                              probe
                                  .ok(0)
                                  .thenContinue(
                                      (Probe.Step)
                                          (it, state) -> {
                                            Processes.receive("loaded"::equals);
                                            return it.noReply(state);
                                          })));
    }

    @Test
    void isWhenInitAndItsContinuationAreDone() throws Exception {
      ServerRef<Probe> server = loading();
      var ready = dream.get().whenReady(server.address()).toCompletableFuture();
      assertThat(ready).isNotDone();

      dream.get().send(server.address(), "loaded");

      assertThat(TestDream.get(ready)).isTrue();
    }

    @Test
    void isNeverForAProcessThatEndsBefore() throws Exception {
      ServerRef<Probe> server = loading();
      var ready = dream.get().whenReady(server.address());

      dream.get().exit(server.pid().orElseThrow(), ExitReason.KILL);

      assertThat(TestDream.get(ready)).isFalse();
      assertThat(TestDream.get(dream.get().whenReady(server.address()))).isFalse();
    }

    @Test
    void isNotKnownOfAPlainProcess() {
      Pid pid = dream.get().spawn(Processes::receive);

      assertThat(dream.get().whenReady(pid).toCompletableFuture())
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withMessageContaining("is a plain process");
    }
  }

  @Nested
  class Ref {

    @Test
    void waitsAsLongAsTheEngineIsSetUpTo() {
      try (Dream hasty = Dream.create(DreamOptions.DEFAULT.callTimeout(Duration.ofMillis(5)))) {
        hasty.start(() -> new Probe("p", events), StartOptions.named("p"));
        ServerRef<Probe> server = hasty.ref("p");

        assertThatExceptionOfType(CallException.class)
            .isThrownBy(
                () -> server.call(new Probe.Ask((probe, _, _, state) -> probe.noReply(state))))
            .withMessageContaining("timed out after 5 ms");
      }
    }

    @Test
    void leadsToWhoeverHasTheNameLater() {
      ServerRef<Counter> counter = dream.get().ref("counter");

      dream.get().start(Counter::new, StartOptions.named("counter"));

      assertThat(counter.call(new Add(1))).isEqualTo(1);
    }
  }

  @Nested
  class Close {

    private final Dream engine = Dream.create(DreamOptions.DEFAULT.name("closing"));

    @Test
    void stopsApplicationsInOrderAndLeavesNothing() {
      var tree = SupervisorSpec.oneForOne(Probe.child("a", events), Probe.child("b", events));
      engine.start(Application.of("app", ApplicationType.PERMANENT, tree));
      events.clear();

      engine.close();

      events.assertThatAre("b terminate shutdown", "a terminate shutdown");
      TestDream.assertNothingIsLeft(engine);
    }

    @Test
    void endsEveryKindOfProcessTimerAndThread() {
      Pid body = engine.spawn(Processes::receive);
      engine.spawn(() -> new CountDownLatch(1).await());
      engine.start(Counter::new);
      engine.start(
          () -> new Probe("p", events).init(p -> p.ok(0).timeoutAfter(Duration.ofHours(1))));
      engine.sendAfter(body, "never", Duration.ofHours(1));

      engine.close();

      TestDream.assertNothingIsLeft(engine);
      await("the timers' thread has ended")
          .pollInterval(Duration.ofMillis(1))
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().startsWith("closing")));
    }

    @Test
    void failsThoseWhoStillWait() throws Exception {
      var server = engine.start(() -> new Probe("p", events));
      var answer =
          server.callAsync(
              new Probe.Ask((probe, _, _, state) -> probe.noReply(state)), Processes.INFINITY);

      engine.close();

      assertThat(answer.toCompletableFuture()).failsWithin(TestDream.LIMIT);
    }

    @Test
    void mayHappenTwice() {
      engine.close();
      engine.close();
    }

    @Test
    void allowsNoNewProcess() {
      engine.close();

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> engine.spawn(Processes::receive))
          .withMessage("engine \"closing\" is closed");
    }

    @Test
    void leavesOtherEnginesAlone() {
      var counter = dream.get().start(Counter::new);

      engine.close();

      assertThat(counter.call(new Add(1))).isEqualTo(1);
    }
  }
}
