package dev.dream.process;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.dream.process.DeadLetter.Reason;
import dev.dream.process.Faults.Fault;
import dev.dream.process.ReplySlot.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultsTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  @RegisterExtension final TestNode test = new TestNode();

  private final BlockingQueue<Object> taken = new LinkedBlockingQueue<>();

  private Kernel kernel() {
    return test.node().kernel();
  }

  private void inject(Object message, Fault fault) {
    kernel().injectFaults((_, sent) -> sent.equals(message) ? fault : Fault.NONE);
  }

  private Pid receiver() {
    return test.serve(taken::add);
  }

  private void sendAll(Pid to, Object... messages) {
    for (Object message : messages) {
      test.node().send(to, message);
    }
  }

  private DeadLetter newest() {
    return test.node().deadLetters().recent().getFirst();
  }

  @Test
  void areToldWhoIsToGetWhat() {
    Pid receiver = receiver();
    var met = new CompletableFuture<List<Object>>();
    kernel()
        .injectFaults(
            (to, message) -> {
              met.complete(List.of(to, message));
              return Fault.NONE;
            });
    sendAll(receiver, 1);
    assertThat(met).isCompletedWithValue(List.of(receiver, 1));
  }

  @Test
  void areInjectedOnce() {
    Faults none = (_, _) -> Fault.NONE;
    kernel().injectFaults(none);
    assertThatIllegalStateException()
        .isThrownBy(() -> kernel().injectFaults((_, _) -> Fault.LOST))
        .withMessage(
            "inject faults into engine \"test\" failed: it has some already; remove them first");
  }

  @Test
  void doNothingOnceRemoved() throws Exception {
    Faults lossy = (_, _) -> Fault.LOST;
    kernel().injectFaults(lossy);
    kernel().removeFaults((_, _) -> Fault.LOST); // others
    Pid receiver = receiver();
    sendAll(receiver, 1);
    kernel().removeFaults(lossy);
    sendAll(receiver, 2);
    assertThat(taken.take()).isEqualTo(2);
  }

  @Nested
  class Lost {

    @Test
    void messagesDoNotArriveAndAreDeadLetters() throws Exception {
      inject(2, Fault.LOST);
      Pid receiver = receiver();
      Pid sender =
          test.call(
              () -> {
                send(receiver, 1);
                send(receiver, 2);
                send(receiver, 3);
                return self();
              });
      assertThat(List.of(taken.take(), taken.take())).containsExactly(1, 3);
      assertThat(newest())
          .extracting(DeadLetter::reason, DeadLetter::message, DeadLetter::from, DeadLetter::to)
          .containsExactly(Reason.FAULT, 2, sender, receiver);
      assertThat(test.node().deadLetters().count(Reason.FAULT)).isEqualTo(1);
    }

    @Test
    void requestsLetTheCallerWaitInVain() {
      inject("hello", Fault.LOST);
      ReplySlot slot = kernel().openReply(receiver());
      slot.send("hello", Processes.INFINITY);
      assertThat(slot.await(SHORT)).isEqualTo(new Outcome.TimedOut());
    }

    @Test
    void messagesMayBeSentAgain() throws Exception {
      inject(1, Fault.LOST);
      Pid receiver = receiver();
      test.node().register("receiver", receiver);
      test.node().send(new Name("receiver"), 1);
      test.node().deadLetters().sendAgain(newest().number());
      assertThat(newest().message()).isEqualTo(1); // lost again, the faults being what they are
      sendAll(receiver, 2);
      assertThat(taken.take()).isEqualTo(2);
    }
  }

  @Nested
  class Late {

    @Test
    void messagesArriveAfterThoseThatWereSentLater() throws Exception {
      inject(1, new Fault.Late(SHORT));
      Pid receiver = receiver();
      sendAll(receiver, 1, 2);
      assertThat(List.of(taken.take(), taken.take())).containsExactlyInAnyOrder(1, 2);
      assertThat(test.node().deadLetters().recent()).isEmpty();
    }

    @Test
    void messagesDoNotArriveBefore() throws Exception {
      inject(1, new Fault.Late(LONG));
      Pid receiver = receiver();
      sendAll(receiver, 1, 2);
      assertThat(taken.take()).isEqualTo(2);
      assertThat(test.info(receiver).mailboxDepth()).isZero();
      assertThat(test.node().timers().running()).isEqualTo(1);
    }

    @Test
    void messagesToOneThatHasEndedMeanwhileAreDeadLetters() {
      inject(1, new Fault.Late(Duration.ofMillis(50)));
      Pid receiver = receiver();
      sendAll(receiver, 1);
      test.node().exit(receiver, ExitReason.KILL);
      await().until(() -> !test.node().deadLetters().recent().isEmpty());
      assertThat(newest())
          .extracting(DeadLetter::reason, DeadLetter::message, DeadLetter::to)
          .containsExactly(Reason.NO_PROCESS, 1, receiver);
    }

    @Test
    void messagesNeverHoldTheTimersUpBecauseThereIsNoRoom() throws Exception {
      inject(2, new Fault.Late(SHORT));
      var goOn = new CompletableFuture<Boolean>();
      Pid receiver =
          test.node()
              .spawn(
                  TestNode.callbacks(
                      message -> {
                        taken.add(message);
                        goOn.join();
                      }),
                  SpawnOptions.NONE.mailbox(Mailbox.of(1).blocking(LONG)));
      sendAll(receiver, 0);
      assertThat(taken.take()).isEqualTo(0);
      sendAll(receiver, 1, 2);
      await().until(() -> test.node().deadLetters().count(Reason.REFUSED) == 1);
      goOn.complete(true);
    }

    @Test
    void cannotBeEarly() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Fault.Late(Duration.ofMillis(-1)))
          .withMessage("a message's delay must not be negative, but was PT-0.001S");
    }
  }

  @Nested
  class Untouched {

    @Test
    void areSignalsRepliesTimersAndSystemRequests() throws Exception {
      kernel().injectFaults((_, _) -> Fault.LOST);
      Pid receiver = receiver();

      test.node().sendAfter(receiver, "timer", Duration.ZERO);
      assertThat(taken.take()).isEqualTo("timer");

      assertThat(kernel().system(receiver, new SystemRequest.Suspend()).await(Processes.INFINITY))
          .isInstanceOf(Outcome.Answered.class);

      test.run(
          () -> {
            Alias alias = Processes.alias();
            send(alias, "reply");
            assertThat(receive(String.class)).isEqualTo("reply");

            Ref ref = Processes.monitor(receiver);
            Processes.exit(receiver, ExitReason.KILL);
            assertThat(receive(Down.class).ref()).isEqualTo(ref);
          });
    }
  }
}
