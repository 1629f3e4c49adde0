package dev.dream.process;

import static dev.dream.process.ExitReason.KILL;
import static dev.dream.process.ExitReason.KILLED;
import static dev.dream.process.ExitReason.NORMAL;
import static dev.dream.process.ExitReason.SHUTDOWN;
import static dev.dream.process.Processes.alive;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.spawnLink;
import static dev.dream.process.Processes.spawnMonitor;
import static dev.dream.process.Processes.trapExit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@org.junit.jupiter.api.Timeout(60)
class ExitTest {

  private static final ExitReason BOOM = ExitReason.error("boom");

  @RegisterExtension final TestNode test = new TestNode();

  @Nested
  class OfOneself {

    @Test
    void bearsTheReasonGiven() {
      for (ExitReason reason :
          new ExitReason[] {NORMAL, SHUTDOWN, ExitReason.shutdown("x"), BOOM, KILLED}) {
        assertThat(reasonOf(() -> exit(reason))).isEqualTo(reason);
      }
    }

    @Test
    void withKillIsAReasonLikeAnyOther() {
      test.run(
          () -> {
            trapExit(true);
            Pid child = spawnLink(() -> exit(KILL));
            assertThat(receive()).isEqualTo(new Exit(child, KILL));
          });
    }

    @Test
    void isNormalWhenTheBodyReturns() {
      assertThat(reasonOf(() -> {})).isEqualTo(NORMAL);
    }

    @Test
    void isAnErrorWhenTheBodyThrows() {
      assertThat(
              reasonOf(
                  () -> {
                    throw new java.io.IOException("disk full");
                  }))
          .isEqualTo(ExitReason.error("disk full"));
      assertThat(
              reasonOf(
                  () -> {
                    throw new StackOverflowError();
                  }))
          .isEqualTo(ExitReason.error("java.lang.StackOverflowError"));
    }

    @Test
    void bySignalEndsEvenWithNormal() {
      assertThat(reasonOf(() -> exit(self(), NORMAL))).isEqualTo(NORMAL);
      assertThat(reasonOf(() -> exit(self(), BOOM))).isEqualTo(BOOM);
      assertThat(reasonOf(() -> exit(self(), KILL))).isEqualTo(KILLED);
    }

    @Test
    void bySignalGoesNoFurtherInTheCode() {
      test.run(
          () -> {
            Pid me = self();
            Monitored child =
                spawnMonitor(
                    () -> {
                      exit(self(), SHUTDOWN);
                      send(me, "still here");
                    });
            assertThat(receive()).isEqualTo(new Down(child.ref(), child.pid(), SHUTDOWN));
          });
    }

    @Test
    void bySignalIsAMessageToOneWhoTraps() {
      test.run(
          () -> {
            trapExit(true);
            exit(self(), NORMAL);
            exit(self(), BOOM);
            assertThat(receive()).isEqualTo(new Exit(self(), NORMAL));
            assertThat(receive()).isEqualTo(new Exit(self(), BOOM));
          });
    }

    private ExitReason reasonOf(Body body) {
      return test.call(
          () -> {
            spawnMonitor(body);
            return receive(Down.class).reason();
          });
    }
  }

  @Nested
  class OfOthers {

    @Test
    void withNormalIsIgnored() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            exit(other, NORMAL);
            assertThat(alive(other)).isTrue();
          });
    }

    @Test
    void bearsTheReasonOfTheFirstSignal() {
      test.run(
          () -> {
            Monitored other = spawnMonitor(Processes::receive);
            exit(other.pid(), ExitReason.shutdown("x"));
            exit(other.pid(), BOOM);
            assertThat(receive())
                .isEqualTo(new Down(other.ref(), other.pid(), ExitReason.shutdown("x")));
            assertThat(receive(Duration.ZERO)).isEqualTo(new Timeout());
          });
    }

    @Test
    void whoTrapBringsMessagesInOrder() {
      test.run(
          () -> {
            Pid me = self();
            trapExit(true);
            Pid sender =
                spawn(
                    () -> {
                      send(me, 1);
                      exit(me, BOOM);
                      send(me, 2);
                      exit(me, NORMAL);
                      exit(me, KILLED);
                      send(me, 3);
                    });
            assertThat(new Object[] {receive(), receive(), receive(), receive(), receive()})
                .containsExactly(
                    1,
                    new Exit(sender, BOOM),
                    2,
                    new Exit(sender, NORMAL),
                    new Exit(sender, KILLED));
            assertThat(receive()).isEqualTo(3);
          });
    }

    @Test
    void withKilledEndsOneWhoDoesNotTrap() {
      test.run(
          () -> {
            Monitored other = spawnMonitor(Processes::receive);
            exit(other.pid(), KILLED);
            assertThat(receive()).isEqualTo(new Down(other.ref(), other.pid(), KILLED));
          });
    }

    @Test
    void whoAreDeadDoesNothing() {
      test.run(
          () -> {
            Pid dead = spawn(() -> {});
            test.awaitEnd(dead);
            exit(dead, BOOM);
            exit(dead, KILL);
          });
    }

    @Test
    void reachesLinkedOnesAsKilledWhichCanBeTrapped() {
      test.run(
          () -> {
            trapExit(true);
            Pid child = spawnLink(Processes::receive);
            exit(child, KILL);
            assertThat(receive()).isEqualTo(new Exit(child, KILLED));
          });
    }

    @Test
    void fromOutsideComesFromNobody() throws Exception {
      var trapping = new java.util.concurrent.CountDownLatch(1);
      var got = new java.util.concurrent.CompletableFuture<Object>();
      Pid pid =
          test.spawn(
              () -> {
                trapExit(true);
                trapping.countDown();
                got.complete(receive());
              });
      trapping.await();
      test.node().exit(pid, BOOM);
      assertThat(got.get()).isEqualTo(new Exit(Pid.of(test.node().id(), 0), BOOM));
    }
  }

  @Test
  void trapExitReturnsWhatItWasBefore() {
    test.run(
        () -> {
          assertThat(trapExit(true)).isFalse();
          assertThat(trapExit(true)).isTrue();
          assertThat(trapExit(false)).isTrue();
        });
  }
}
