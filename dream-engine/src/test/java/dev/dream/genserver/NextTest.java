package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Events;
import dev.dream.Logs;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Step;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.process.Processes;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NextTest {

  @RegisterExtension final TestDream dream = new TestDream();
  @RegisterExtension final Logs logs = new Logs();
  final Events events = new Events();

  /**
   * Timeouts come from one thread in the order they are due: after a later timer's message an
   * earlier one is here or never comes.
   */
  @Nested
  class TimeoutAfter {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONGER = Duration.ofMillis(60);

    private final Step wantsTimeout = (probe, state) -> probe.noReply(state).timeoutAfter(SHORT);

    private ServerRef<Probe> start() {
      return dream.start(new Probe("p", events));
    }

    private void awaitLongerThanTheTimeout(ServerRef<Probe> server) {
      dream.get().sendAfter(server.address(), "end", LONGER);
      events.awaitEvent("p got end");
    }

    @Test
    void comesWhenNoMessageDoes() {
      start().cast(new Tell(wantsTimeout));

      events.awaitEvent("p timeout");
    }

    @Test
    void comesOnce() {
      var server = start();

      server.cast(new Tell(wantsTimeout));
      events.awaitEvent("p timeout");
      awaitLongerThanTheTimeout(server);

      events.assertThatAre("p init", "p timeout", "p got end");
    }

    @Test
    void isCancelledByAMessage() {
      var server = start();

      server.cast(new Tell(inFront("hello")));
      events.awaitEvent("p got hello");
      awaitLongerThanTheTimeout(server);

      events.assertThatAre("p init", "p got hello", "p got end");
    }

    @Test
    void isCancelledByACall() {
      var server = start();
      server.cast(
          new Tell(
              (probe, state) -> {
                server.callAsync(Ask.state()).thenRun(() -> events.add("answer"));
                return wantsTimeout.run(probe, state);
              }));
      events.awaitEvent("answer");
      awaitLongerThanTheTimeout(server);

      events.assertThatAre("p init", "answer", "p got end");
    }

    @Test
    void isAskedForAgainByTheCancellingCallback() {
      var server = start();

      server.cast(
          new Tell(
              (probe, state) -> {
                Processes.send(Processes.self(), wantsTimeout);
                return wantsTimeout.run(probe, state);
              }));
      events.awaitEvent("p timeout");
      awaitLongerThanTheTimeout(server);

      events.assertThatAre("p init", "p timeout", "p got end");
    }

    @Test
    void doesNotCountTheTimeOfTheCallbackItself() {
      var server = start();
      server.cast(
          new Tell(
              (probe, state) -> {
                Processes.receive("over"::equals, LONGER); // busy for longer than the timeout
                Processes.send(Processes.self(), "queued");
                return wantsTimeout.run(probe, state);
              }));

      events.awaitEvent("p got queued");
      awaitLongerThanTheTimeout(server);

      events.assertThatAre("p init", "p got queued", "p got end");
    }

    @Test
    void ofZeroComesAtOnceIfTheMailboxIsEmpty() {
      start().cast(new Tell((probe, state) -> probe.noReply(state).timeoutAfter(Duration.ZERO)));

      events.awaitEvent("p timeout");
    }

    @Test
    void ofZeroLetsWaitingMessagesGoFirst() {
      var server = start();
      server.cast(
          new Tell(
              (probe, state) -> {
                Processes.send(Processes.self(), "queued");
                return probe.noReply(state).timeoutAfter(Duration.ZERO);
              }));

      events.awaitEvent("p got queued");
      awaitLongerThanTheTimeout(server);

      events.assertThatAre("p init", "p got queued", "p got end");
    }

    @Test
    void mayBeAskedForByAContinuation() {
      start().cast(new Tell((probe, state) -> probe.noReply(state).thenContinue(wantsTimeout)));

      events.awaitEvent("p timeout");
      events.assertThatAre("p init", "p continue", "p timeout");
    }

    @Test
    void endsWithItsServer() {
      var server = start();
      server.cast(
          new Tell((probe, state) -> probe.noReply(state).timeoutAfter(Processes.INFINITY)));
      assertThat(server.call(Ask.state())).isEqualTo(0);

      server.stop();

      events.assertThatAre("p init", "p terminate normal");
    }

    @Test
    void mustNotBeNegative() {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new Next.TimeoutAfter(Duration.ofMillis(-1)))
          .withMessage("a timeout must not be negative, but was PT-0.001S");
    }

    private Step inFront(Object message) {
      return (probe, state) -> {
        Processes.send(Processes.self(), message);
        return wantsTimeout.run(probe, state);
      };
    }
  }
}
