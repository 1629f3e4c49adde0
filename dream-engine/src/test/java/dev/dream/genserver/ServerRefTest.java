package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dream.Counter;
import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Tell;
import dev.dream.Quiet;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerRefTest {

  private static final ExitReason BOOM = ExitReason.error("boom");
  private static final Duration SHORT = Duration.ofMillis(10);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private ServerRef<Probe> start() {
    return dream.start(new Probe("p", events));
  }

  private static ExitReason failure(Runnable call) {
    return catchThrowableOfType(CallException.class, call::run).reason();
  }

  @Nested
  class Calling {

    @Test
    void byNameFindsTheNextIncarnation() {
      ServerRef<Counter> counter = dream.get().ref("counter");
      dream.get().start(Counter::new, StartOptions.named("counter"));
      counter.call(new Counter.Add(5));
      counter.stop();
      dream.get().start(Counter::new, StartOptions.named("counter"));

      assertThat(counter.call(new Counter.Value())).isZero();
    }

    @Test
    void aServerThatDiesMeanwhileFailsAtOnceWithItsReason() {
      var dies = new Ask((probe, _, _, state) -> probe.stop(ExitReason.shutdown("done"), state));

      assertThat(failure(() -> start().call(dies, Processes.INFINITY)))
          .isEqualTo(ExitReason.shutdown("done"));
    }

    @Test
    void aServerThatIsKilledMeanwhileFailsWithKilled() throws Exception {
      var server = start();
      var taken = new CompletableFuture<Boolean>();
      var failed =
          server.callAsync(
              new Ask(
                  (probe, _, _, state) -> {
                    taken.complete(true);
                    return probe.noReply(state);
                  }));
      TestDream.get(taken);

      dream.get().exit(server.pid().orElseThrow(), ExitReason.KILL);

      assertThat(failed.toCompletableFuture())
          .failsWithin(TestDream.LIMIT)
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("failed: killed");
    }

    @Test
    void theDeadFailsWithNoproc() {
      var server = start();
      server.stop();

      assertThat(failure(() -> server.call(Ask.state()))).isEqualTo(ExitReason.NOPROC);
    }

    @Test
    void endsACallerThatDoesNotCatchTheFailure() throws Exception {
      Pid caller =
          dream
              .get()
              .spawn(
                  () -> {
                    Processes.receive("go"::equals);
                    ServerRef.<Counter>named("nobody").call(new Counter.Value());
                  });
      var end = dream.get().whenEnded(caller);

      dream.get().send(caller, "go");

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.NOPROC);
    }

    @Test
    void failsAfterItsTimeout() {
      assertThat(failure(() -> start().call(Ask.unanswered(), SHORT)))
          .isEqualTo(ExitReason.TIMEOUT);
      assertThat(failure(() -> start().withTimeout(SHORT).call(Ask.unanswered())))
          .isEqualTo(ExitReason.TIMEOUT);
    }

    @Test
    void oneselfFailsAtOnce() {
      var server = start();
      Ask callsItself =
          new Ask(
              (probe, ask, _, state) ->
                  probe.reply(ask, failure(() -> server.call(Ask.state())), state));

      assertThat(server.call(callsItself)).isEqualTo(ExitReason.CALLING_SELF);
    }

    @Test
    void anotherServerFromACallbackWorks() {
      var other = start();
      Ask asksTheOther =
          new Ask((probe, ask, _, state) -> probe.reply(ask, other.call(Ask.state()), state));

      assertThat(start().call(asksTheOther)).isEqualTo(0);
    }

    @Test
    void isAnsweredToEachOfAThousandCallersAtOnce() throws Exception {
      var counter = dream.get().start(Counter::new);
      List<Future<Integer>> answers = new ArrayList<>();

      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 1000; i++) {
          answers.add(callers.submit(() -> counter.call(new Counter.Add(1))));
        }
      }

      assertThat(answers.stream().map(Future::resultNow)).doesNotHaveDuplicates();
      assertThat(counter.call(new Counter.Value())).isEqualTo(1000);
    }

    @Test
    void losesAndReordersNothingInTheCallersMailbox() throws Exception {
      var counter = dream.get().start(Counter::new);
      dream.run(
          () -> {
            List<Object> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
              Processes.send(Processes.self(), i);
              expected.add(i);
              counter.call(new Counter.Add(1));
              failure(() -> dream.get().<Counter>ref("nobody").call(new Counter.Value()));
            }
            List<Object> received = new ArrayList<>();
            expected.forEach(_ -> received.add(Processes.receive(Duration.ZERO)));
            assertThat(received).isEqualTo(expected);
          });
    }
  }

  @Nested
  class Stop {

    @Test
    void returnsWhenTheServerHasEnded() {
      var server = start();
      Pid pid = server.pid().orElseThrow();

      server.stop();

      assertThat(dream.get().alive(pid)).isFalse();
    }

    @Test
    void givesTheReasonAfterWhatCameBefore() {
      var server = start();
      server.cast(
          new Tell(
              (probe, state) -> {
                events.add("cast");
                return probe.noReply(state);
              }));

      server.stop(BOOM, TestDream.LIMIT);

      events.assertThatAre("p init", "cast", "p terminate error: boom");
    }

    @Test
    void ofTheDeadFailsWithNoproc() {
      var server = start();
      server.stop();

      assertThat(failure(server::stop)).isEqualTo(ExitReason.NOPROC);
    }

    @Test
    void ofTheDeadFailsAlsoWithReasonNoproc() {
      var server = start();
      server.stop();

      assertThat(failure(() -> server.stop(ExitReason.NOPROC, TestDream.LIMIT)))
          .isEqualTo(ExitReason.NOPROC);
    }

    @Test
    void failsIfTheServerEndsBeforeItIsAskedEvenWithTheSameReason() throws Exception {
      var go = new CompletableFuture<Boolean>();
      var server = start();
      server.cast(
          new Tell(
              (probe, state) -> {
                TestDream.get(go);
                return probe.stop(ExitReason.NORMAL, state);
              }));
      var failure = new CompletableFuture<ExitReason>();
      dream.get().spawn(() -> failure.complete(failure(server::stop)));
      var quiet = new Quiet(dream.get());
      quiet.hanging().add(server.pid().orElseThrow());
      quiet.await();
      go.complete(true);

      assertThat(TestDream.get(failure)).isEqualTo(ExitReason.NORMAL);
    }

    @Test
    void thatTakesTooLongFailsAndTheServerStillStops() throws Exception {
      var go = new CompletableFuture<Boolean>();
      var server = dream.start(new Probe("p", events).terminate(_ -> TestDream.get(go)));
      var end = dream.get().whenEnded(server.address());

      assertThat(failure(() -> server.stop(ExitReason.NORMAL, SHORT)))
          .isEqualTo(ExitReason.TIMEOUT);
      assertThat(server.pid()).isPresent();
      go.complete(true);

      assertThat(TestDream.get(end)).isEqualTo(ExitReason.NORMAL);
    }

    @Test
    void ofAServerKilledMeanwhileFailsWithKilled() throws Exception {
      var server = dream.start(new Probe("p", events).terminate(_ -> Processes.receive()));
      var failure = new CompletableFuture<ExitReason>();
      dream.get().spawn(() -> failure.complete(failure(server::stop)));
      events.awaitEvent("p terminate normal");

      dream.get().exit(server.pid().orElseThrow(), ExitReason.KILL);

      assertThat(TestDream.get(failure)).isEqualTo(ExitReason.KILLED);
    }

    @Test
    void ofOneselfFailsAtOnce() {
      var server = start();
      Ask stopsItself =
          new Ask((probe, ask, _, state) -> probe.reply(ask, failure(server::stop), state));

      assertThat(server.call(stopsItself)).isEqualTo(ExitReason.CALLING_SELF);
    }
  }
}
