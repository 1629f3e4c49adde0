package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.dream.Events;
import dev.dream.Probe;
import dev.dream.Probe.Ask;
import dev.dream.Probe.Tell;
import dev.dream.TestDream;
import dev.dream.process.DeadLetter;
import dev.dream.process.DeadLetter.Reason;
import dev.dream.process.Delivery;
import dev.dream.process.ExitReason;
import dev.dream.process.Mailbox;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients of a server hear whose mailbox is full, or whose turn came too late. */
class OverloadTest {

  @RegisterExtension final TestDream dream = new TestDream();

  private final Events events = new Events();
  private final CompletableFuture<Boolean> goOn = new CompletableFuture<>();

  private ServerRef<Probe> busy(Mailbox mailbox) {
    ServerRef<Probe> server =
        dream
            .get()
            .start(() -> new Probe("p", events), StartOptions.named("server").mailbox(mailbox));
    server.cast(
        new Tell(
            (probe, state) -> {
              events.add("busy");
              TestDream.get(goOn);
              return probe.noReply(state);
            }));
    events.awaitEvent("busy");
    return server;
  }

  private int depth(ServerRef<Probe> server) {
    return dream.get().info(server.pid().orElseThrow()).orElseThrow().mailboxDepth();
  }

  private void letItGoOn(ServerRef<Probe> server) {
    goOn.complete(true);
    await().until(() -> depth(server) == 0);
  }

  private static Tell add() {
    return new Tell((probe, state) -> probe.noReply(state + 1));
  }

  private static Ask bump() {
    return new Ask((probe, ask, _, state) -> probe.reply(ask, state, state + 10));
  }

  @Nested
  class AFullMailbox {

    @Test
    void refusesACallWithWhatWaits() {
      ServerRef<Probe> server = busy(Mailbox.of(2));
      server.cast(add());
      server.cast(add());

      assertThatExceptionOfType(OverloadedException.class)
          .isThrownBy(() -> server.call(Ask.state()))
          .withMessageMatching(
              "call Ask.* to \"server\" <0.1> failed: its mailbox is full: 2 messages waiting,"
                  + " oldest for \\S+ m?s, estimated wait \\S+ m?s; send less, or give it more room"
                  + " or more time")
          .satisfies(thrown -> assertThat(thrown.overload().depth()).isEqualTo(2));
      letItGoOn(server);
      assertThat(server.call(Ask.state())).isEqualTo(2);
      assertThat(dream.get().deadLetters().recent()).isEmpty(); // the caller knows
    }

    @Test
    void failsAnAsynchronousCall() {
      ServerRef<Probe> server = busy(Mailbox.of(1));
      server.cast(add());
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> TestDream.get(server.callAsync(Ask.state())))
          .withCauseInstanceOf(OverloadedException.class);
      goOn.complete(true);
    }

    @Test
    void failsARequest() {
      ServerRef<Probe> server = busy(Mailbox.of(1));
      server.cast(add());
      assertThat(server.sendRequest(Ask.state()).checkResponse())
          .isInstanceOf(Response.Failed.class);
      goOn.complete(true);
    }

    @Test
    void tellsOneWhoTriesToCast() {
      ServerRef<Probe> server = busy(Mailbox.of(1).dropping(Ask.class));
      assertThat(server.tryCast(add())).isEqualTo(new CastOutcome.Sent());
      assertThat(server.tryCast(add()))
          .isInstanceOfSatisfying(
              CastOutcome.Overloaded.class,
              overloaded -> assertThat(overloaded.overload().depth()).isEqualTo(1));
      assertThat(dream.get().deadLetters().recent()).isEmpty();
      goOn.complete(true);
    }

    @Test
    void makesADeadLetterOfACastThatCanBeSentAgain() {
      ServerRef<Probe> server = busy(Mailbox.of(1));
      server.cast(add());
      server.cast(add());

      DeadLetter letter = dream.get().deadLetters().recent().getFirst();
      assertThat(letter.reason()).isEqualTo(Reason.REFUSED);
      assertThat(letter.type()).isEqualTo("Tell");
      letItGoOn(server);
      assertThat(server.call(Ask.state())).isEqualTo(1);
      assertThat(dream.get().deadLetters().sendAgain(letter.number()))
          .isEqualTo(Delivery.DELIVERED);
      await().until(() -> depth(server) == 0);
      assertThat(server.call(Ask.state())).isEqualTo(2);
    }

    @Test
    void keepsACallerWaitingIfItSaysSo() throws Exception {
      ServerRef<Probe> server = busy(Mailbox.of(1).blocking(TestDream.LIMIT));
      server.cast(add());
      var answer = new CompletableFuture<Object>();
      Thread.ofVirtual().start(() -> answer.complete(server.call(Ask.state())));
      goOn.complete(true);
      assertThat(TestDream.get(answer)).isEqualTo(1);
    }
  }

  @Nested
  class ACallThatWaitsForRoom {

    @Test
    void waitsNoLongerThanItsLimitAllTogether() throws Exception {
      ServerRef<Probe> server = busy(Mailbox.of(1).blocking(TestDream.LIMIT));
      server.cast(add());
      long begun = System.nanoTime();
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> server.call(Ask.state(), Duration.ofMillis(200)));
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
      goOn.complete(true);
    }

    @Test
    void doesNotWaitIfItIsAsynchronous() {
      ServerRef<Probe> server = busy(Mailbox.of(1).blocking(TestDream.LIMIT));
      server.cast(add());
      assertThat(server.callAsync(Ask.state()).toCompletableFuture())
          .failsWithin(Duration.ofSeconds(5))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(OverloadedException.class);
      goOn.complete(true);
    }
  }

  @Nested
  class OneWhoTriesToCast {

    @Test
    void hearsThatThereIsNobody() {
      ServerRef<Probe> none = dream.get().ref("none");
      assertThat(none.tryCast(add())).isEqualTo(new CastOutcome.Nobody());
    }

    @Test
    void hearsThatTheEngineIsBeingShutDown() {
      ServerRef<Probe> server = dream.start(new Probe("p", events));
      dream.get().node().refuseFromOutside(true);
      assertThat(server.tryCast(add())).isEqualTo(new CastOutcome.ShuttingDown());
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> server.call(Ask.state()))
          .withMessageEndingWith("failed: the engine is being shut down");
      dream.get().node().refuseFromOutside(false);
    }
  }

  @Nested
  class ACallWhoseCallerHasLeft {

    @Test
    void isServedAsInOtp() {
      ServerRef<Probe> server = busy(Mailbox.DEFAULT);
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> server.call(bump(), Duration.ofMillis(1)));
      goOn.complete(true);
      assertThat(server.call(Ask.state())).isEqualTo(10);
    }

    @Test
    void isSkippedAndCountedIfTheMailboxSaysSo() {
      ServerRef<Probe> server = busy(Mailbox.DEFAULT.skippingExpired(true));
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> server.call(bump(), Duration.ofMillis(1)));
      goOn.complete(true);
      assertThat(server.call(Ask.state())).isEqualTo(0);
      DeadLetter letter = dream.get().deadLetters().recent().getFirst();
      assertThat(letter.reason()).isEqualTo(Reason.EXPIRED);
      assertThat(letter.type()).isEqualTo("Ask");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> dream.get().deadLetters().sendAgain(letter.number()))
          .withMessage(
              "send dead letter 1 again failed: Ask was a call, whose caller was told that it"
                  + " failed");
    }

    @Test
    void isSkippedIfTheCallerWasKilled() throws Exception {
      ServerRef<Probe> server = busy(Mailbox.DEFAULT.skippingExpired(true));
      var pid = dream.get().spawn(() -> server.call(bump(), Processes.INFINITY));
      await().until(() -> depth(server) == 1);
      dream.get().exit(pid, ExitReason.KILL);
      TestDream.assertNothingFenced(dream.get());
      goOn.complete(true);
      assertThat(server.call(Ask.state())).isEqualTo(0);
    }
  }
}
