package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.dream.process.ReplySlot.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@org.junit.jupiter.api.Timeout(60)
class ReplySlotTest {

  private static final Duration SOON = Duration.ofMillis(5);

  @RegisterExtension final TestNode test = new TestNode();

  /** Or else it would watch a server that lives for ever, for ever. */
  @Test
  void isGivenUpIfTheAskerIsKilledBeforeItAsks() {
    Pid server = test.serve(_ -> {});
    Pid asker =
        test.spawn(
            () -> {
              ReplySlot slot = test.node().kernel().openReply(server);
              test.node().exit(Processes.self(), ExitReason.KILL);
              slot.send("too late", Processes.INFINITY);
            });
    test.awaitEnd(asker);
    await().until(() -> test.node().tables().watchers() == 0);
  }

  @Nested
  class Await {

    @Test
    void returnsTheAnswer() {
      Pid server = echo();
      assertThat(ask(server, "hello")).isEqualTo(new Outcome.Answered("hello"));
      test.run(() -> assertThat(ask(server, "hello")).isEqualTo(new Outcome.Answered("hello")));
    }

    @Test
    void returnsAnAnswerThatCameBefore() {
      ReplySlot slot = test.node().kernel().openReply(echo());
      assertThat(slot.isOpen()).isTrue();
      assertThat(slot.answer(null)).isTrue();
      assertThat(slot.isOpen()).isFalse();
      assertThat(slot.await(Duration.ZERO)).isEqualTo(new Outcome.Answered(null));
    }

    @Test
    void returnsTheReasonAtOnceIfTheServerDies() {
      Pid server = test.serve(_ -> Processes.exit(ExitReason.error("boom")));
      assertThat(ask(server, "die")).isEqualTo(new Outcome.Exited(ExitReason.error("boom")));
    }

    @Test
    void returnsNoprocAtOnceIfThereIsNoServer() {
      assertThat(test.node().kernel().openReply(new Name("nobody")).await(Processes.INFINITY))
          .isEqualTo(new Outcome.Exited(ExitReason.NOPROC));
    }

    @Test
    void givesUpWhenTheTimeHasPassedAndCountsTheLateAnswer() {
      Pid silent = test.serve(_ -> {});
      ReplySlot slot = test.node().kernel().openReply(silent);
      assertThat(slot.await(SOON)).isEqualTo(new Outcome.TimedOut());
      assertThat(slot.isOpen()).isFalse();
      assertThat(slot.answer("late")).isFalse();
      assertThat(test.node().tally().lateReplies()).isOne();
      assertThat(slot.await(SOON)).isEqualTo(new Outcome.TimedOut());
    }

    @Test
    void leavesTheMailboxAlone() {
      Pid server = echo();
      test.run(
          () -> {
            for (int i = 0; i < 3; i++) {
              Processes.send(Processes.self(), i);
              assertThat(ask(server, "hello")).isEqualTo(new Outcome.Answered("hello"));
            }
            for (int i = 0; i < 3; i++) {
              assertThat(Processes.receive()).isEqualTo(i);
            }
          });
    }

    @Test
    void endsWithTheInterruptOfAThreadThatIsNoProcess() throws Exception {
      Pid silent = test.serve(_ -> {});
      var outcome = new CompletableFuture<Outcome>();
      var flag = new CompletableFuture<Boolean>();
      Thread asker =
          Thread.startVirtualThread(
              () -> {
                outcome.complete(ask(silent, "hello"));
                flag.complete(Thread.currentThread().isInterrupted());
              });
      asker.interrupt();
      assertThat(outcome.get()).isEqualTo(new Outcome.Interrupted());
      assertThat(flag.get()).isTrue();
    }

    @Test
    void refusesANegativeTimeout() {
      ReplySlot slot = test.node().kernel().openReply(echo());
      assertThatIllegalArgumentException().isThrownBy(() -> slot.await(Duration.ofMillis(-1)));
    }

    @Test
    void inACallbackHoldsUpNobody() throws Exception {
      int callers = 100;
      var answered = new CountDownLatch(callers);
      Pid server = echo();
      var release = new CountDownLatch(1);
      Pid slow =
          test.serve(
              message -> {
                release.await();
                ((Question) message).slot().answer("at last");
              });
      for (int i = 0; i < callers; i++) {
        Pid caller =
            test.serve(
                _ -> {
                  ask(slow, "hello");
                  answered.countDown();
                });
        test.node().send(caller, "go");
      }
      assertThat(ask(server, "hello")).isEqualTo(new Outcome.Answered("hello"));
      release.countDown();
      answered.await();
    }
  }

  @Nested
  class Peek {

    @Test
    void leavesTheSlotOpenWhenTheTimeHasPassed() {
      ReplySlot slot = test.node().kernel().openReply(echo());
      assertThat(slot.peek(SOON)).isEqualTo(new Outcome.TimedOut());
      assertThat(slot.peek(Duration.ZERO)).isEqualTo(new Outcome.TimedOut());
      assertThat(slot.isOpen()).isTrue();
      assertThat(slot.answer("at last")).isTrue();
      assertThat(slot.peek(Processes.INFINITY)).isEqualTo(new Outcome.Answered("at last"));
    }

    @Test
    void leavesTheSlotOpenWhenTheThreadIsInterrupted() {
      ReplySlot slot = test.node().kernel().openReply(echo());
      Thread.currentThread().interrupt();
      assertThat(slot.peek(Processes.INFINITY)).isEqualTo(new Outcome.Interrupted());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(slot.answer("at last")).isTrue();
      assertThat(slot.peek(Processes.INFINITY)).isEqualTo(new Outcome.Answered("at last"));
    }
  }

  @Nested
  class Abandon {

    @Test
    void dropsAndCountsALaterAnswer() {
      Pid server = echo();
      ReplySlot slot = test.node().kernel().openReply(server);
      slot.abandon();
      assertThat(slot.isOpen()).isFalse();
      assertThat(slot.answer("late")).isFalse();
      assertThat(test.node().tally().lateReplies()).isOne();
      assertThat(slot.await(Processes.INFINITY)).isEqualTo(new Outcome.TimedOut());
      assertThat(watchersOf(server)).isNull();
    }

    @Test
    void comesWithTheEndOfTheAskerIfThatWasWanted() {
      Pid silent = test.serve(_ -> {});
      ReplySlot slot =
          test.call(
              () -> {
                ReplySlot asked = test.node().kernel().openReply(silent);
                asked.abandonWithAsker();
                return asked;
              });
      await().until(() -> !slot.isOpen());
      assertThat(watchersOf(silent)).isNull();
    }

    @Test
    void leavesNothingWithAnAskerThatGotItsAnswer() {
      Pid silent = test.serve(_ -> {});
      test.run(
          () -> {
            ReplySlot before = test.node().kernel().openReply(silent);
            before.answer("early");
            before.abandonWithAsker();
            ReplySlot after = test.node().kernel().openReply(silent);
            after.abandonWithAsker();
            after.answer("late");
            assertThat(Processes.current("test").relations().belongings()).isEmpty();
          });
    }

    @Test
    void keepsAnAnswerThatCameBefore() {
      ReplySlot slot = test.node().kernel().openReply(echo());
      slot.answer("in time");
      slot.abandon();
      assertThat(slot.await(Processes.INFINITY)).isEqualTo(new Outcome.Answered("in time"));
    }
  }

  @Nested
  class WhenDone {

    @Test
    void bringsTheAnswer() throws Exception {
      assertThat(outcomeOf(test.node().kernel().openReply(echo()), true)).isEqualTo(answered());
      ReplySlot answered = test.node().kernel().openReply(echo());
      answered.answer("hello");
      assertThat(outcomeOf(answered, false)).isEqualTo(answered());
      assertThat(test.node().timers().running()).isZero();
    }

    @Test
    void bringsTheEndOfTheServer() throws Exception {
      Pid server = test.serve(_ -> {});
      ReplySlot slot = test.node().kernel().openReply(server);
      test.node().exit(server, ExitReason.KILL);
      assertThat(outcomeOf(slot, false)).isEqualTo(new Outcome.Exited(ExitReason.KILLED));
    }

    @Test
    void bringsTheEndOfTheTime() throws Exception {
      var outcome = new CompletableFuture<Outcome>();
      test.node().kernel().openReply(echo()).whenDone(SOON, outcome::complete);
      assertThat(outcome.get()).isEqualTo(new Outcome.TimedOut());
    }

    @Test
    void runsItsActionOnAThreadOfItsOwn() throws Exception {
      ReplySlot slot = test.node().kernel().openReply(echo());
      var thread = new CompletableFuture<Thread>();
      slot.whenDone(Processes.INFINITY, _ -> thread.complete(Thread.currentThread()));
      slot.answer("hello");
      assertThat(thread.get()).isNotSameAs(Thread.currentThread());
    }

    /** Would hang if an outcome that is decided at that very moment were not told. */
    @Test
    void bringsAnAnswerThatComesAtTheSameMoment() throws Exception {
      Pid server = echo();
      for (int i = 0; i < 10_000; i++) {
        ReplySlot slot = test.node().kernel().openReply(server);
        Thread.startVirtualThread(() -> slot.answer("hello"));
        var outcome = new CompletableFuture<Outcome>();
        slot.whenDone(Processes.INFINITY, outcome::complete);
        assertThat(outcome.get()).isEqualTo(answered());
      }
    }

    private Outcome outcomeOf(ReplySlot slot, boolean answerIt)
        throws InterruptedException, ExecutionException {
      var outcome = new CompletableFuture<Outcome>();
      slot.whenDone(Duration.ofHours(1), outcome::complete);
      if (answerIt) {
        slot.answer("hello");
      }
      return outcome.get();
    }

    private Outcome answered() {
      return new Outcome.Answered("hello");
    }
  }

  /** One answer, one death and one lapse of time at the same moment: exactly one of them wins. */
  @Test
  void exactlyOneOutcomeWins() throws Exception {
    for (int i = 0; i < 5000; i++) {
      Pid server = echo();
      ReplySlot slot = test.node().kernel().openReply(server);
      var answer = new CompletableFuture<Boolean>();
      Thread.startVirtualThread(() -> answer.complete(slot.answer("hello")));
      Thread.startVirtualThread(() -> test.node().exit(server, ExitReason.KILL));
      Outcome outcome = slot.await(Duration.ofNanos(i * 10L));
      assertThat(answer.get()).isEqualTo(outcome instanceof Outcome.Answered);
    }
    await().until(() -> test.node().count() == 0);
  }

  @Test
  void slotsThatEndedAreNotLeftAtTheServer() {
    Pid server = echo();
    Pid silent = test.serve(_ -> {});
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      outcomes.add(ask(server, i));
      outcomes.add(test.node().kernel().openReply(silent).await(Duration.ZERO));
    }
    assertThat(outcomes).hasSize(2000);
    assertThat(watchersOf(server)).isNull();
    assertThat(watchersOf(silent)).isNull();
  }

  private Watcher watchersOf(Pid pid) {
    return test.node().find((Address) pid).relations.watchers;
  }

  private record Question(Object text, ReplySlot slot) {}

  private Pid echo() {
    return test.serve(
        message -> {
          if (message instanceof Question(Object text, ReplySlot slot)) {
            slot.answer(text);
          }
        });
  }

  private Outcome ask(Address server, Object text) {
    ReplySlot slot = test.node().kernel().openReply(server);
    test.node().send(server, new Question(text, slot));
    return slot.await(Processes.INFINITY);
  }
}
