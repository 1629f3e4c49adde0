package dev.dream.process;

import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.dream.process.DeadLetter.Reason;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadLettersTest {

  @RegisterExtension final TestNode test = new TestNode();

  private DeadLetters letters() {
    return test.node().deadLetters();
  }

  private DeadLetter newest() {
    return letters().recent().getFirst();
  }

  private Pid ended() {
    Pid pid = test.spawn(() -> {});
    test.awaitEnd(pid);
    return pid;
  }

  @Nested
  class Reasons {

    @Test
    void noProcess() {
      Pid dead = ended();
      test.node().send(dead, "hello");

      DeadLetter letter = newest();
      assertThat(letter.reason()).isEqualTo(Reason.NO_PROCESS);
      assertThat(letter.type()).isEqualTo("String");
      assertThat(letter.message()).isEqualTo("hello");
      assertThat(letter.to()).isEqualTo(dead);
      assertThat(letter.from()).isNull();
    }

    @Test
    void tellWhoSentIt() {
      Pid dead = ended();
      Pid sender =
          test.call(
              () -> {
                send(dead, "hello");
                return self();
              });
      assertThat(newest().from()).isEqualTo(sender);
    }

    @Test
    void unhandledWhenABodyEndsWithoutReadingIt() {
      Pid pid =
          test.spawn(
              () -> {
                send(self(), 1);
                send(self(), 2);
                send(self(), 3);
                receive(message -> message.equals(2));
              });
      test.awaitEnd(pid);
      assertThat(letters().recent())
          .allMatch(letter -> letter.reason() == Reason.UNHANDLED)
          .extracting(DeadLetter::message)
          .containsExactly(3, 1);
    }

    @Test
    void unhandledWhenItWaitedForAProcessThatCrashed() throws Exception {
      var busy = new CountDownLatch(1);
      var goOn = new CountDownLatch(1);
      Pid pid =
          test.serve(
              _ -> {
                busy.countDown();
                goOn.await();
                throw new ExitException(ExitReason.error("crash"));
              });
      test.node().register("server", pid);
      for (int i = 0; i < 3; i++) {
        test.node().send(pid, i);
      }
      busy.await();
      goOn.countDown();
      test.awaitEnd(pid);

      assertThat(letters().recent()).extracting(DeadLetter::message).containsExactly(2, 1);
      assertThat(newest().to()).isEqualTo(new Name("server")); // so that it can be sent again
    }

    @Test
    void unhandledWhenAnIdleProcessIsKilledTogetherWithWhatItHasNotSeen() {
      Pid pid = test.serve(_ -> {});
      test.node().kernel().system(pid, new SystemRequest.Suspend()).await(Processes.INFINITY);
      test.node().send(pid, "waits");
      test.node().exit(pid, ExitReason.KILL);
      assertThat(newest().message()).isEqualTo("waits");
    }

    @Test
    void unhandledOnceTheCodeOfAKilledProcessHasEnded() throws Exception {
      var busy = new CountDownLatch(1);
      var goOn = new CompletableFuture<Boolean>();
      Pid pid =
          test.serve(
              _ -> {
                busy.countDown();
                goOn.join(); // which no interrupt ends
              });
      test.node().send(pid, 1);
      busy.await();
      test.node().send(pid, 2);
      test.node().exit(pid, ExitReason.KILL);
      goOn.complete(true);
      TestNode.assertNothingIsLeft(test.node());
      assertThat(letters().count(Reason.UNHANDLED)).isEqualTo(1);
    }

    @Test
    void shuttingDownForWhatComesFromOutside() {
      Pid pid = test.serve(_ -> {});
      test.node().refuseFromOutside(true);
      test.node().send(pid, "from outside");
      assertThat(newest().reason()).isEqualTo(Reason.SHUTTING_DOWN);

      test.node().refuseFromOutside(false);
      test.run(() -> send(pid, "from inside"));
      assertThat(letters().recent()).hasSize(1);
    }
  }

  private record Asked(Object content) implements Parcel {}

  /** A call leads to its caller, and to the server that died with its state. */
  @Test
  void keepOfACallOnlyTheRequest() {
    WeakReference<Parcel> call = callNobody();
    await()
        .until(
            () -> {
              System.gc();
              return call.refersTo(null);
            });
    assertThat(newest().message()).isEqualTo("request");
  }

  private WeakReference<Parcel> callNobody() {
    Parcel call = new Asked("request");
    test.node().kernel().post(ended(), call);
    return new WeakReference<>(call);
  }

  @Nested
  class Noise {

    @Test
    void isNoDeadLetterWhenItIsASignal() {
      Pid pid =
          test.spawn(
              () -> {
                Processes.monitor(Pid.of(test.node().id(), 1_000_000));
                Processes.startTimer(self(), "timer", Duration.ZERO);
                receive(TimerExpired.class);
              });
      test.awaitEnd(pid);
      assertThat(letters().recent()).isEmpty();
    }

    @Test
    void countsTimersThatFindNobody() {
      test.node().sendAfter(new Name("nobody"), "late", Duration.ZERO);
      await().until(() -> test.node().tally().lostTimers() == 1);
      assertThat(letters().recent()).isEmpty();
    }

    @Test
    void countsAnswersToAnAliasThatIsOff() {
      test.run(
          () -> {
            Alias alias = Processes.alias();
            Processes.unalias(alias);
            send(alias, "late");
          });
      assertThat(letters().recent()).isEmpty();
      assertThat(test.node().tally().lateReplies()).isEqualTo(1);
    }
  }

  @Nested
  class Keeping {

    @Test
    void keepsTheLast() {
      try (var node = new Node(NodeOptions.of("few", 1).deadLetters(3))) {
        Pid nobody = Pid.of(node.id(), 1_000_000);
        for (int i = 1; i <= 10; i++) {
          node.send(nobody, i);
        }
        assertThat(node.deadLetters().recent())
            .extracting(DeadLetter::message)
            .containsExactly(10, 9, 8);
        assertThat(node.deadLetters().count(Reason.NO_PROCESS)).isEqualTo(10);
        assertThat(node.deadLetters().find(7)).isEmpty();
        assertThat(node.deadLetters().find(8)).isPresent();
      }
    }

    @Test
    void keepsNoneIfToldTo() {
      try (var node = new Node(NodeOptions.of("none", 1).deadLetters(0))) {
        node.send(Pid.of(node.id(), 1_000_000), "x");
        assertThat(node.deadLetters().recent()).isEmpty();
        assertThat(node.deadLetters().counts()).containsEntry(Reason.NO_PROCESS, 1L);
      }
    }

    @Test
    void tellsListenersUntilTheyGo() {
      List<Object> heard = new ArrayList<>();
      Consumer<DeadLetter> listener = letter -> heard.add(letter.message());
      letters()
          .addListener(
              _ -> {
                throw new IllegalStateException("broken listener");
              });
      letters().addListener(listener);
      Pid dead = ended();
      test.node().send(dead, 1);
      letters().removeListener(listener);
      test.node().send(dead, 2);
      assertThat(heard).containsExactly(1);
    }
  }

  @Nested
  class AListenerThatThrows {

    @Test
    void doesNotKeepTheEndFromAnybody() {
      letters()
          .addListener(
              _ -> {
                throw new AssertionError("broken listener");
              });
      var down = new CompletableFuture<Object>();
      Pid victim = test.spawn(() -> receive(message -> message.equals("never")));
      test.node().register("victim", victim);
      var watching = new CountDownLatch(1);
      test.spawn(
          () -> {
            Processes.monitor(victim);
            watching.countDown();
            down.complete(receive());
          });
      try {
        watching.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      test.node().send(victim, "left over");

      test.node().exit(victim, ExitReason.KILL);

      assertThat(down.join()).isInstanceOf(Down.class);
      assertThat(test.node().whereis("victim")).isEmpty();
    }
  }

  @Nested
  class SendingAgain {

    @Test
    void reachesWhoHasTheNameNow() {
      Pid first = test.spawn(() -> receive(message -> message.equals("leave")));
      test.node().register("server", first);
      test.node().send(first, "kept");
      test.node().send(first, "leave");
      test.awaitEnd(first);
      var got = new CompletableFuture<Object>();
      Pid second = test.spawn(() -> got.complete(receive()));
      test.node().register("server", second);

      assertThat(letters().sendAgain(newest().number())).isEqualTo(Delivery.DELIVERED);

      assertThat(got.join()).isEqualTo("kept");
      assertThat(letters().recent()).isEmpty();
    }

    @Test
    void isADeadLetterAgainIfThereIsStillNobody() {
      test.node().send(ended(), "x");
      long number = newest().number();
      assertThat(letters().sendAgain(number)).isEqualTo(Delivery.NOBODY);
      assertThat(newest().number()).isGreaterThan(number);
      assertThat(letters().recent()).hasSize(1);
    }

    @Test
    void refusesOneThatIsNotThere() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> letters().sendAgain(7))
          .withMessage("send dead letter 7 again failed: it is not among the 0 that are kept");
      assertThatIllegalArgumentException().isThrownBy(() -> letters().sendAgain(-1));
    }
  }
}
