package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Answer;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Step;
import dev.dream.TestDream;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallResultTest {

  private static final ExitReason BOOM = ExitReason.error("boom");
  private static final Duration SOON = Duration.ofMillis(1);

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  private ServerRef<Probe> start() {
    return dream.start(new Probe("p", events));
  }

  private static ExitReason failure(ServerRef<Probe> server, Answer answer) {
    return catchThrowableOfType(CallException.class, () -> server.call(new Ask(answer))).reason();
  }

  @Nested
  class Reply {

    @Test
    void bringsTheAnswerAndTheNewState() {
      var server = start();

      assertThat(server.call(new Ask((probe, ask, _, _) -> probe.reply(ask, "yes", 7))))
          .isEqualTo("yes");
      assertThat(server.call(Ask.state())).isEqualTo(7);
    }

    @Test
    void mayBeNull() {
      assertThat(start().call(new Ask((probe, ask, _, state) -> probe.reply(ask, null, state))))
          .isNull();
    }

    @Test
    void mayAskForATimeout() {
      start()
          .call(new Ask((probe, ask, _, state) -> probe.reply(ask, 1, state).timeoutAfter(SOON)));

      events.awaitEvent("p timeout");
    }

    @Test
    void reachesTheCallerBeforeItsContinuationRuns() {
      var server = start();
      Step waitsForTheCaller =
          (probe, state) -> {
            events.awaitEvent("caller has its answer");
            return probe.noReply(state + 1);
          };

      server.call(
          new Ask(
              (probe, ask, _, state) ->
                  probe.reply(ask, 1, state).thenContinue(waitsForTheCaller)));
      events.add("caller has its answer");

      assertThat(server.call(Ask.state())).isEqualTo(1);
    }
  }

  @Nested
  class NoReply {

    private Ask replyThen(java.util.function.UnaryOperator<CastResult.NoReply<Integer>> next) {
      return new Ask(
          (probe, ask, from, state) -> {
            from.reply(ask, "early");
            return next.apply(probe.noReply(state));
          });
    }

    @Test
    void leavesTheReplyToFrom() {
      assertThat(start().call(replyThen(result -> result))).isEqualTo("early");
    }

    @Test
    void mayAskForATimeout() {
      start().call(replyThen(result -> result.timeoutAfter(SOON)));

      events.awaitEvent("p timeout");
    }

    @Test
    void mayContinue() {
      var server = start();

      server.call(
          replyThen(
              result -> result.thenContinue((Step) (probe, state) -> probe.noReply(state + 3))));

      assertThat(server.call(Ask.state())).isEqualTo(3);
    }
  }

  @Nested
  class Stop {

    @Test
    void withoutAReplyGivesTheCallerTheReason() {
      var server = start();

      assertThat(failure(server, (probe, _, _, state) -> probe.stop(BOOM, state))).isEqualTo(BOOM);
      events.assertThatAre("p init", "p terminate error: boom");
    }

    @Test
    void withAReplyGivesItToTheCallerWhateverTheReason() throws Exception {
      var server = start();
      var end = dream.get().whenEnded(server.address());

      var answer =
          server.call(
              new Ask((probe, ask, _, state) -> probe.reply(ask, "bye", state).thenStop(BOOM)));

      assertThat(answer).isEqualTo("bye");
      assertThat(TestDream.get(end)).isEqualTo(BOOM);
    }

    @Test
    void withAReplyTakesALinkedCallerAlongThatDoesNotTrapExits() throws Exception {
      var answer = new CompletableFuture<Object>();
      var caller =
          dream
              .get()
              .spawn(
                  () -> {
                    Processes.receive();
                    var server = GenServer.startLink(() -> new Probe("p", events));
                    answer.complete(
                        server.call(
                            new Ask(
                                (probe, ask, _, state) ->
                                    probe.reply(ask, "bye", state).thenStop(BOOM))));
                  });

      var end = dream.get().whenEnded(caller);
      dream.get().send(caller, "go");

      assertThat(TestDream.get(end)).isEqualTo(BOOM);
      assertThat(answer).isNotDone();
    }

    @Test
    void withAReplyTerminatesFirst() {
      var server = start();

      server.call(
          new Ask(
              (probe, ask, _, state) ->
                  probe.reply(ask, "bye", state).thenStop(ExitReason.NORMAL)));

      events.assertThatAre("p init", "p terminate normal");
    }

    @Test
    void withAReplyGivesItAlsoWhenTerminateThrows() throws Exception {
      var server =
          dream.start(
              new Probe("p", events)
                  .terminate(
                      _ -> {
                        throw new IllegalStateException("boom");
                      }));
      var end = dream.get().whenEnded(server.address());

      var answer =
          server.call(
              new Ask(
                  (probe, ask, _, state) ->
                      probe.reply(ask, "bye", state).thenStop(ExitReason.NORMAL)));

      assertThat(answer).isEqualTo("bye");
      assertThat(TestDream.get(end)).isEqualTo(BOOM);
    }
  }

  @Nested
  class Throwing {

    @Test
    void terminatesAndGivesTheCallerTheReason() {
      var server = start();

      var reason =
          failure(
              server,
              (_, _, _, _) -> {
                throw new java.io.IOException("boom");
              });

      assertThat(reason).isEqualTo(BOOM);
      events.assertThatAre("p init", "p terminate java.io.IOException: boom");
    }

    @Test
    void anErrorIsAnExitToo() {
      var server = start();

      var reason =
          failure(
              server,
              (_, _, _, _) -> {
                throw new AssertionError("boom");
              });

      assertThat(reason).isEqualTo(BOOM);
    }

    @Test
    void nullIsABadReturnValue() {
      assertThat(failure(start(), (_, _, _, _) -> null).toString()).contains("bad_return_value");
    }
  }
}
