package dev.dream.process;

import static dev.dream.process.Processes.INFINITY;
import static dev.dream.process.Processes.alive;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.parent;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.resolve;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.spawnLink;
import static dev.dream.process.Processes.spawnMonitor;
import static dev.dream.process.Processes.trapExit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@org.junit.jupiter.api.Timeout(60)
class ProcessesTest {

  private static final Timeout TIMEOUT = new Timeout();

  @RegisterExtension final TestNode test = new TestNode();

  @Nested
  class Spawn {

    @Test
    void runsTheBodyInAProcessOfItsOwn() {
      test.run(
          () -> {
            Pid me = self();
            Pid child = spawn(() -> send(me, self()));
            assertThat(child).isNotEqualTo(me);
            assertThat(receive()).isEqualTo(child);
          });
    }

    @Test
    void tellsTheChildItsParent() {
      test.run(
          () -> {
            Pid me = self();
            spawn(() -> send(me, parent().orElseThrow()));
            assertThat(receive()).isEqualTo(me);
            assertThat(parent()).isEmpty();
          });
    }

    @Test
    void tiesNobodyToTheChild() {
      test.run(
          () -> {
            Pid child = spawn(() -> exit(ExitReason.error("boom")));
            test.awaitEnd(child);
            assertThat(receive(Duration.ZERO)).isEqualTo(TIMEOUT);
          });
    }

    @Test
    void linkedTellsOfAChildThatDiesInItsFirstInstruction() {
      test.run(
          () -> {
            trapExit(true);
            for (int i = 0; i < 1000; i++) {
              Pid child = spawnLink(() -> exit(ExitReason.SHUTDOWN));
              assertThat(receive()).isEqualTo(new Exit(child, ExitReason.SHUTDOWN));
            }
          });
    }

    @Test
    void monitoredTellsOfAChildThatDiesInItsFirstInstruction() {
      test.run(
          () -> {
            for (int i = 0; i < 1000; i++) {
              var child = spawnMonitor(() -> {});
              assertThat(receive())
                  .isEqualTo(new Down(child.ref(), child.pid(), ExitReason.NORMAL));
            }
          });
    }

    @Test
    void mayBeCalledInACallback() throws Exception {
      var got = new CompletableFuture<Object>();
      Pid server =
          test.serve(
              message -> {
                Pid me = self();
                if (message.equals("spawn")) {
                  spawn(() -> send(me, "from the child"));
                } else {
                  got.complete(message);
                }
              });
      test.node().send(server, "spawn");
      assertThat(got.get()).isEqualTo("from the child");
    }
  }

  @Nested
  class Send {

    @Test
    void reachesItsReceiverByPidAndByName() {
      test.run(
          () -> {
            Processes.register("me");
            send(self(), 1);
            send("me", 2);
            send(new Name("me"), 3);
            assertThat(List.of(receive(), receive(), receive())).containsExactly(1, 2, 3);
          });
    }

    @Test
    void toTheDeadIsIgnored() {
      test.run(
          () -> {
            Pid dead = spawn(() -> {});
            test.awaitEnd(dead);
            send(dead, "hello");
            send(Pid.of(dead.node(), 4711), "hello");
          });
    }

    @Test
    void refusesSignals() {
      test.run(
          () -> {
            for (Signal forged :
                new Signal[] {
                  new Exit(self(), ExitReason.KILLED),
                  new Down(new Ref(self().node(), 1), self(), ExitReason.NORMAL),
                  TIMEOUT
                }) {
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> send(self(), forged))
                  .withMessageContaining("is a signal of the engine and cannot be sent");
            }
            assertThat(receive(Duration.ZERO)).isEqualTo(TIMEOUT);
          });
    }
  }

  @Nested
  class Receive {

    @Test
    void takesTheOldestMessageFirst() {
      test.run(
          () -> {
            send(self(), "a");
            send(self(), "b");
            assertThat(receive()).isEqualTo("a");
            assertThat(receive(INFINITY)).isEqualTo("b");
          });
    }

    @Test
    void takesTheFirstThatFitsAndKeepsTheOthersInOrder() {
      test.run(
          () -> {
            for (int i = 1; i <= 6; i++) {
              send(self(), i);
            }
            assertThat(receive(message -> message.equals(3))).isEqualTo(3);
            assertThat(receive(message -> message.equals(6))).isEqualTo(6);
            assertThat(receive(message -> message.equals(1))).isEqualTo(1);
            send(self(), 7);
            assertThat(mailbox()).containsExactly(2, 4, 5, 7);
          });
    }

    @Test
    void takesTheFirstOfAType() {
      test.run(
          () -> {
            send(self(), "text");
            send(self(), 1);
            assertThat(receive(Integer.class)).isOne();
            assertThat(receive(Integer.class, Duration.ZERO)).isEmpty();
            assertThat(receive(String.class, Duration.ZERO)).contains("text");
          });
    }

    @Test
    void waitsForAMessageThatFits() {
      test.run(
          () -> {
            Pid me = self();
            spawn(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    test.awaitWaiting(me);
                    send(me, i);
                  }
                });
            assertThat(receive(message -> message.equals(99))).isEqualTo(99);
            assertThat(receive()).isEqualTo(0);
          });
    }

    @Test
    void givesUpWhenTheTimeHasPassed() {
      test.run(
          () -> {
            send(self(), "other");
            assertThat(receive(String.class::isInstance, Duration.ZERO)).isEqualTo("other");
            send(self(), "other");
            long before = System.nanoTime();
            assertThat(receive(Integer.class::isInstance, Duration.ofMillis(20)))
                .isEqualTo(TIMEOUT);
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000);
            assertThat(mailbox()).containsExactly("other");
          });
    }

    @Test
    void refusesANegativeTimeout() {
      test.run(
          () ->
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> receive(Duration.ofMillis(-1)))
                  .withMessage("a timeout must not be negative, but was PT-0.001S"));
    }

    @Test
    void waitsInACallbackWhileOthersGoOn() throws Exception {
      var got = new CompletableFuture<Object>();
      Pid waiter = test.serve(_ -> got.complete(receive(message -> message.equals("second"))));
      test.node().send(waiter, "first");
      test.awaitWaiting(waiter);
      Pid other = test.serve(message -> send(waiter, message));
      test.node().send(other, "between");
      test.node().send(other, "second");
      assertThat(got.get()).isEqualTo("second");
    }

    private List<Object> mailbox() {
      var messages = new ArrayList<>();
      for (Object next = receive(Duration.ZERO);
          !next.equals(TIMEOUT);
          next = receive(Duration.ZERO)) {
        messages.add(next);
      }
      return messages;
    }
  }

  @Nested
  class Look {

    @Test
    void aliveSaysWhetherAProcessHasEnded() {
      test.run(
          () -> {
            Pid child = spawn(Processes::receive);
            assertThat(alive(child)).isTrue();
            assertThat(resolve(child)).contains(child);
            Ref ref = monitor(child);
            send(child, "end");
            assertThat(receive()).isEqualTo(new Down(ref, child, ExitReason.NORMAL));
            assertThat(alive(child)).isFalse();
            assertThat(resolve(child)).isEmpty();
          });
    }

    @Test
    void operationsNeedAProcess() {
      String thread = Thread.currentThread().getName();
      assertThatIllegalStateException()
          .isThrownBy(Processes::self)
          .withMessage(
              "no current process: Processes.self() was called on thread \"%s\"; outside a process"
                  + " use the Dream bean",
              thread);
      assertThatIllegalStateException().isThrownBy(Processes::receive);
      assertThatIllegalStateException().isThrownBy(() -> spawn(() -> {}));
      assertThatIllegalStateException().isThrownBy(Node::current);
    }
  }
}
