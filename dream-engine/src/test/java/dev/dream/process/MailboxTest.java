package dev.dream.process;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dream.process.DeadLetter.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MailboxTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @RegisterExtension final TestNode test = new TestNode();

  private final CountDownLatch goOn = new CountDownLatch(1);

  /** Returns a process that has one message in hand until {@code goOn}, and then takes all. */
  private Pid busy(Mailbox mailbox) throws InterruptedException {
    var busy = new CountDownLatch(1);
    Pid pid =
        test.node()
            .spawn(
                TestNode.callbacks(
                    _ -> {
                      busy.countDown();
                      goOn.await();
                    }),
                SpawnOptions.NONE.mailbox(mailbox));
    test.node().send(pid, "in hand");
    busy.await();
    return pid;
  }

  private Delivery offer(Pid to, Object message) {
    return test.node().kernel().offer(to, message, Processes.INFINITY);
  }

  private void fill(Pid pid, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(offer(pid, i)).isEqualTo(Delivery.DELIVERED);
    }
  }

  @Nested
  class Refusing {

    @Test
    void takesAsManyAsItHoldsAndTellsTheNext() throws Exception {
      Pid pid = busy(Mailbox.of(3));
      fill(pid, 3);

      assertThat(offer(pid, "one too many"))
          .isInstanceOfSatisfying(
              Delivery.Refused.class,
              refused -> assertThat(refused.overload().depth()).isEqualTo(3));
      assertThat(test.info(pid).mailboxDepth()).isEqualTo(3);
      assertThat(test.node().tally().refused()).isEqualTo(1);
      goOn.countDown();
    }

    @Test
    void makesADeadLetterOfWhatWasSentAndDoesNotThrow() throws Exception {
      Pid pid = busy(Mailbox.of(1));
      fill(pid, 1);

      test.node().send(pid, "one too many");

      DeadLetter letter = test.node().deadLetters().recent().getFirst();
      assertThat(letter.reason()).isEqualTo(Reason.REFUSED);
      assertThat(letter.message()).isEqualTo("one too many");
      assertThat(letter.to()).isEqualTo(pid);
      goOn.countDown();
    }

    @Test
    void neverRefusesSignalsTimersAndSystemRequests() throws Exception {
      var got = new CompletableFuture<List<Object>>();
      var full = new CountDownLatch(1);
      Pid child = test.spawn(() -> receive());
      Pid pid =
          test.node()
              .spawn(
                  () -> {
                    Processes.trapExit(true);
                    Ref ref = Processes.monitor(child);
                    Processes.link(child);
                    send(self(), "mine");
                    TimerRef timer = Processes.startTimer(self(), "timer", Duration.ZERO);
                    full.countDown();
                    got.complete(
                        List.of(
                            receive(
                                message ->
                                    message instanceof TimerExpired expired
                                        && expired.timer().equals(timer)),
                            receive(
                                message -> message instanceof Down down && down.ref().equals(ref)),
                            receive(Exit.class)));
                  },
                  SpawnOptions.NONE.mailbox(Mailbox.of(1)));
      full.await();
      assertThat(offer(pid, "refused")).isInstanceOf(Delivery.Refused.class);

      test.node().exit(child, ExitReason.SHUTDOWN);

      assertThat(got.get()).hasSize(3);
      goOn.countDown();
    }

    @Test
    void doesNotCountSignals() throws Exception {
      var watching = new CountDownLatch(1);
      var leave = new CountDownLatch(1);
      Pid pid =
          test.node()
              .spawn(
                  () -> {
                    for (int i = 0; i < 10; i++) {
                      Processes.monitor(Pid.of(test.node().id(), 1_000_000 + i)); // nobody: Down
                    }
                    watching.countDown();
                    leave.await();
                  },
                  SpawnOptions.NONE.mailbox(Mailbox.of(2)));
      watching.await();
      assertThat(test.info(pid).mailboxDepth()).isEqualTo(10);

      fill(pid, 2);
      assertThat(offer(pid, "full")).isInstanceOf(Delivery.Refused.class);
      leave.countDown();
    }

    @Test
    void hasRoomAgainWhenAMessageWasTakenOutOfTheMiddle() {
      test.run(
          () -> {
            Pid pid = self();
            for (int i = 0; i < Mailbox.DEFAULT.capacity(); i++) {
              send(pid, i);
            }
            assertThat(offer(pid, "x")).isInstanceOf(Delivery.Refused.class);
            receive(message -> message.equals(50_000));
            assertThat(offer(pid, "x")).isEqualTo(Delivery.DELIVERED);
            assertThat(offer(pid, "y")).isInstanceOf(Delivery.Refused.class);
          });
    }

    @Test
    void estimatesTheWaitFromHowFastMessagesWereTaken() {
      var inbox = new Inbox(Mailbox.of(100));
      for (int i = 0; i < 100; i++) {
        inbox.admit(i, System.nanoTime());
      }
      Overload first = inbox.overload(1_000);
      long begun = System.nanoTime();
      assertThat(first.estimatedWait()).isEqualTo(first.oldest());

      Overload later = inbox.overload(1_050);

      long passed = System.nanoTime() - begun;
      assertThat(later.depth()).isEqualTo(100);
      // 50 were taken in that time, so 100 take about twice as long
      assertThat(later.estimatedWait().toNanos()).isPositive().isGreaterThan(passed / 50);
    }
  }

  @Nested
  class Blocking {

    @Test
    void keepsTheSenderWaitingUntilThereIsRoom() throws Exception {
      Pid pid = busy(Mailbox.of(1).blocking(LONG));
      fill(pid, 1);
      var delivered = new CompletableFuture<Delivery>();
      Pid sender = test.spawn(() -> delivered.complete(offer(pid, "later")));
      test.awaitWaiting(sender);
      assertThat(delivered).isNotDone();

      goOn.countDown();

      assertThat(delivered.get()).isEqualTo(Delivery.DELIVERED);
    }

    @Test
    void letsAllOfManySendersThroughInTheEnd() throws Exception {
      int senders = 50;
      int each = 200;
      var taken = new CountDownLatch(senders * each);
      Pid pid =
          test.node()
              .spawn(
                  TestNode.callbacks(_ -> taken.countDown()),
                  SpawnOptions.NONE.mailbox(Mailbox.of(3).blocking(LONG)));
      for (int i = 0; i < senders; i++) {
        test.spawn(
            () -> {
              for (int n = 0; n < each; n++) {
                send(pid, n);
              }
            });
      }
      taken.await();
      assertThat(test.node().deadLetters().count(Reason.REFUSED)).isZero();
    }

    @Test
    void letsASenderInWhenWhatWasPutOffHasBeenDone() throws Exception {
      var holding = new CountDownLatch(1);
      Kernel kernel = test.node().kernel();
      Pid pid =
          test.node()
              .spawn(
                  () -> {
                    kernel.hold(1);
                    holding.countDown();
                    goOn.await();
                    kernel.hold(-1);
                    receive();
                  },
                  SpawnOptions.NONE.mailbox(Mailbox.of(1).blocking(LONG)));
      holding.await();
      var delivered = new CompletableFuture<Delivery>();
      Pid sender = test.spawn(() -> delivered.complete(offer(pid, "later")));
      test.awaitWaiting(sender);

      goOn.countDown();

      assertThat(delivered.get()).isEqualTo(Delivery.DELIVERED);
    }

    @Test
    void refusesAfterTheDeadline() throws Exception {
      Pid pid = busy(Mailbox.of(1).blocking(Duration.ofMillis(5)));
      fill(pid, 1);
      assertThat(offer(pid, "late")).isInstanceOf(Delivery.Refused.class);
      assertThat(test.info(pid).mailboxDepth()).isEqualTo(1);
      goOn.countDown();
    }

    @Test
    void waitsNoLongerThanTheSenderWill() throws Exception {
      Pid pid = busy(Mailbox.of(1).blocking(LONG));
      fill(pid, 1);
      assertThat(test.node().kernel().offer(pid, "late", Duration.ofMillis(5)))
          .isInstanceOf(Delivery.Refused.class);
      goOn.countDown();
    }

    @Test
    void letsTheSenderGoWhenTheProcessEnds() throws Exception {
      Pid pid = busy(Mailbox.of(1).blocking(LONG));
      fill(pid, 1);
      var delivered = new CompletableFuture<Delivery>();
      Pid sender = test.spawn(() -> delivered.complete(offer(pid, "late")));
      test.awaitWaiting(sender);

      test.node().exit(pid, ExitReason.KILL);

      assertThat(delivered.get()).isEqualTo(Delivery.NOBODY);
    }

    @Test
    void neverKeepsAProcessWaitingForItself() throws Exception {
      var delivered = new CompletableFuture<Delivery>();
      test.node()
          .spawn(
              () -> {
                send(self(), "first");
                delivered.complete(offer(self(), "second"));
              },
              SpawnOptions.NONE.mailbox(Mailbox.of(1).blocking(LONG)));
      assertThat(delivered.get()).isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void doesNotDeliverForASenderThatWasKilledWhileItWaited() throws Exception {
      Pid pid = busy(Mailbox.of(1).blocking(LONG));
      fill(pid, 1);
      Pid sender = test.spawn(() -> send(pid, "never"));
      test.awaitWaiting(sender);

      test.node().exit(sender, ExitReason.KILL);
      goOn.countDown();

      test.awaitEnd(sender);
      assertThat(test.node().deadLetters().recent()).isEmpty();
    }
  }

  @Nested
  class Dropping {

    private record Tick(int number) {}

    @Test
    void dropsWhatIsOfADeclaredTypeAndRefusesTheRest() throws Exception {
      Pid pid = busy(Mailbox.of(1).dropping(Tick.class));
      fill(pid, 1);

      test.node().send(pid, new Tick(1));
      test.node().send(pid, "text");

      assertThat(test.node().deadLetters().recent())
          .extracting(DeadLetter::reason)
          .containsExactly(Reason.REFUSED, Reason.DROPPED);
      goOn.countDown();
    }

    @Test
    void takesThemWhileThereIsRoom() throws Exception {
      Pid pid = busy(Mailbox.of(1).dropping(Tick.class));
      assertThat(offer(pid, new Tick(1))).isEqualTo(Delivery.DELIVERED);
      goOn.countDown();
    }
  }

  @Nested
  class Limits {

    @Test
    void mustBePositive() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Mailbox.of(0))
          .withMessage("a mailbox's capacity must be at least 1, but was 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Mailbox.of(1).blocking(Duration.ZERO))
          .withMessage("a sender's waiting time must be positive, but was PT0S");
    }

    @Test
    void comeFromTheNodeIfTheProcessSaysNothing() throws Exception {
      try (var small = new Node(NodeOptions.of("small", 1).mailbox(Mailbox.of(2)))) {
        var told = new CompletableFuture<Delivery>();
        small.spawn(
            () -> {
              send(self(), 1);
              send(self(), 2);
              told.complete(small.kernel().offer(self(), 3, Processes.INFINITY));
            },
            SpawnOptions.NONE);
        assertThat(told.get()).isInstanceOf(Delivery.Refused.class);
      }
    }
  }
}
