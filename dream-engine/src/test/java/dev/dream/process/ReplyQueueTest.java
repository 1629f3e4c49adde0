package dev.dream.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@org.junit.jupiter.api.Timeout(120)
class ReplyQueueTest {

  private static final Duration SOON = Duration.ofMillis(5);

  @RegisterExtension final TestNode test = new TestNode();

  private final ReplyQueue<String> queue = new ReplyQueue<>();

  private ReplySlot slot() {
    return test.node().kernel().openReply(test.serve(_ -> {}));
  }

  private ReplySlot added(String mark) {
    ReplySlot slot = slot();
    queue.add(slot, mark);
    return slot;
  }

  @Nested
  class Poll {

    @Test
    void returnsTheMarksInTheOrderOfDecision() {
      ReplySlot first = added("first");
      ReplySlot second = added("second");
      assertThat(queue.poll()).isEmpty();
      second.answer(2);
      first.answer(1);
      assertThat(queue.poll()).contains("second");
      assertThat(queue.poll()).contains("first");
      assertThat(queue.poll()).isEmpty();
    }

    @Test
    void returnsWhatWasDecidedBeforeItWasAdded() {
      ReplySlot slot = slot();
      slot.answer(1);
      queue.add(slot, "early");
      assertThat(queue.poll()).contains("early");
      assertThat(queue.poll()).isEmpty();
    }

    @Test
    void returnsWhatWasGivenUp() {
      added("abandoned").abandon();
      assertThat(queue.poll()).contains("abandoned");
    }
  }

  @Nested
  class Await {

    @Test
    void returnsAtOnceIfThereIsAMark() throws Exception {
      added("a").answer(1);
      assertThat(queue.await(Processes.INFINITY)).isTrue();
      assertThat(queue.await(Duration.ZERO)).isTrue();
    }

    @Test
    void givesUpWhenTheTimeHasPassed() throws Exception {
      ReplySlot slot = added("a");
      assertThat(queue.await(SOON)).isFalse();
      slot.answer(1);
      assertThat(queue.await(SOON)).isTrue();
    }

    @Test
    void wakesWhenTheServerDies() throws Exception {
      Pid server = test.serve(_ -> Processes.exit(ExitReason.error("boom")));
      queue.add(test.node().kernel().openReply(server), "dead");
      test.node().send(server, "die");
      assertThat(queue.await(Processes.INFINITY)).isTrue();
      assertThat(queue.poll()).contains("dead");
    }

    @Test
    void refusesANegativeTimeout() {
      assertThatIllegalArgumentException().isThrownBy(() -> queue.await(Duration.ofMillis(-1)));
    }

    @Test
    void throwsWhenAnOrdinaryThreadIsInterrupted() {
      added("a");
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> queue.await(Processes.INFINITY));
      assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void isForOneThreadAtATime() throws Exception {
      ReplySlot slot = added("a");
      var awoken = new CompletableFuture<Boolean>();
      Pid waiting = test.spawn(() -> awoken.complete(queue.await(Processes.INFINITY)));
      test.awaitWaiting(waiting);
      assertThatIllegalStateException()
          .isThrownBy(() -> queue.await(SOON))
          .withMessage("wait for answers failed: another thread waits for the same");
      slot.answer(1);
      assertThat(awoken.get()).isTrue();
      assertThat(queue.await(SOON)).isTrue();
    }

    @Test
    void endsWithTheProcessThatIsKilled() {
      added("a");
      Pid waiting = test.spawn(() -> queue.await(Processes.INFINITY));
      test.awaitWaiting(waiting);
      test.node().exit(waiting, ExitReason.KILL);
      test.awaitEnd(waiting);
    }

    @Test
    void endsWithTheProcessThoughItsCodeSwallowedTheInterrupt() throws Exception {
      added("a");
      var begun = new CompletableFuture<Boolean>();
      var never = new CompletableFuture<Boolean>();
      var thrown = new CompletableFuture<Throwable>();
      Pid waiting =
          test.spawn(
              () -> {
                begun.complete(true);
                try {
                  never.get();
                } catch (InterruptedException swallowed) {
                  // as careless code does
                }
                try {
                  queue.await(Processes.INFINITY);
                } catch (ExitException exit) {
                  thrown.complete(exit);
                }
              });
      begun.get();
      test.node().exit(waiting, ExitReason.KILL);
      assertThat(thrown.get()).isInstanceOf(ExitException.class);
    }

    @Test
    void inACallbackHoldsUpNobody() throws Exception {
      int waiting = 20;
      List<ReplySlot> slots = new ArrayList<>();
      BlockingQueue<String> done = new LinkedBlockingQueue<>();
      for (int i = 0; i < waiting; i++) {
        ReplyQueue<String> own = new ReplyQueue<>();
        ReplySlot slot = slot();
        own.add(slot, "mark");
        slots.add(slot);
        Pid waiter =
            test.serve(
                _ -> {
                  own.await(Processes.INFINITY);
                  done.add(own.poll().orElseThrow());
                });
        test.node().send(waiter, "go");
      }
      slots.forEach(slot -> slot.answer(1));
      for (int i = 0; i < waiting; i++) {
        assertThat(done.take()).isEqualTo("mark");
      }
    }
  }

  @Test
  void aWakeThatComesLateDoesNotMakeAWaitingProcessLookBusy() throws Exception {
    ReplySlot slot = added("a");
    var earlier = new CompletableFuture<Sleeper>();
    Pid waiting =
        test.spawn(
            () -> {
              earlier.complete(Sleeper.current(null));
              queue.await(Processes.INFINITY);
            });
    test.awaitWaiting(waiting);
    earlier.get().wake();
    await("it goes back to sleep")
        .pollInterval(Duration.ofMillis(1))
        .until(() -> test.info(waiting).status() == ProcessInfo.Status.WAITING);
    slot.answer(1);
    test.awaitEnd(waiting);
  }

  /** Waits without a limit, so that a lost wake-up hangs the test. */
  @Test
  void noDecisionIsOversleptWhoeverIsFaster() throws Exception {
    int times = 20_000;
    BlockingQueue<ReplySlot> toAnswer = new LinkedBlockingQueue<>();
    Pid target = test.serve(_ -> {});
    List<Thread> answering = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answering.add(Thread.ofPlatform().start(() -> answerAll(toAnswer)));
    }
    for (int i = 0; i < times; i++) {
      ReplySlot slot = test.node().kernel().openReply(target);
      toAnswer.add(slot);
      queue.add(slot, "mark");
      if (i % 3 == 0) {
        takeOne();
      }
    }
    for (int i = 0; i < times - (times + 2) / 3; i++) {
      takeOne();
    }
    answering.forEach(Thread::interrupt);
    for (Thread thread : answering) {
      thread.join();
    }
    assertThat(queue.poll()).isEmpty();
  }

  private void takeOne() throws InterruptedException {
    assertThat(queue.await(Processes.INFINITY)).isTrue();
    assertThat(queue.poll()).isPresent();
  }

  private static void answerAll(BlockingQueue<ReplySlot> slots) {
    try {
      while (true) {
        slots.take().answer("done");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
