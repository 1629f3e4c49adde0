package dev.dream.process;

import static dev.dream.process.Processes.alive;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.link;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.spawnLink;
import static dev.dream.process.Processes.trapExit;
import static dev.dream.process.Processes.unlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@org.junit.jupiter.api.Timeout(60)
class LinksTest {

  private static final ExitReason BOOM = ExitReason.error("boom");
  private static final Timeout TIMEOUT = new Timeout();

  @RegisterExtension final TestNode test = new TestNode();

  @Nested
  class Link {

    @Test
    void bringsTheReasonToATrappingProcess() {
      test.run(
          () -> {
            trapExit(true);
            for (ExitReason reason :
                new ExitReason[] {
                  ExitReason.NORMAL, ExitReason.SHUTDOWN, ExitReason.shutdown("x"), BOOM
                }) {
              Pid child = spawnLink(() -> exit(reason));
              assertThat(receive()).isEqualTo(new Exit(child, reason));
            }
          });
    }

    @Test
    void endsAProcessThatDoesNotTrap() {
      assertThatThrownBy(
              () ->
                  test.run(
                      () -> {
                        Pid child = spawnLink(Processes::receive);
                        exit(child, BOOM);
                      }))
          .isInstanceOfSatisfying(
              ExitException.class, exit -> assertThat(exit.reason()).isEqualTo(BOOM));
    }

    @Test
    void toAProcessThatEndsNormallyDoesNoHarm() {
      test.run(
          () -> {
            Pid child = spawnLink(() -> {});
            test.awaitEnd(child);
            assertThat(test.info(self()).links()).isEmpty();
          });
    }

    @Test
    void madeTwiceIsOne() {
      test.run(
          () -> {
            trapExit(true);
            Pid child = spawn(Processes::receive);
            link(child);
            link(child);
            assertThat(test.info(self()).links()).containsExactly(child);
            assertThat(test.info(child).links()).containsExactly(self());
            exit(child, BOOM);
            assertThat(receive()).isEqualTo(new Exit(child, BOOM));
            assertThat(receive(Duration.ZERO)).isEqualTo(TIMEOUT);
          });
    }

    @Test
    void toOneselfDoesNothing() {
      test.run(
          () -> {
            link(self());
            assertThat(test.info(self()).links()).isEmpty();
          });
    }

    @Test
    void toTheDeadThrows() {
      test.run(
          () -> {
            Pid dead = dead();
            assertThatThrownBy(() -> link(dead))
                .isInstanceOf(NoSuchProcessException.class)
                .hasMessage("link to %s failed: it is not alive", dead);
          });
    }

    @Test
    void toTheDeadBringsNoprocToOneWhoTraps() {
      test.run(
          () -> {
            trapExit(true);
            Pid dead = dead();
            link(dead);
            assertThat(receive()).isEqualTo(new Exit(dead, ExitReason.NOPROC));
          });
    }

    @Test
    void bringsMessagesSentBeforeTheEndFirst() {
      test.run(
          () -> {
            trapExit(true);
            Pid me = self();
            Pid child =
                spawnLink(
                    () -> {
                      send(me, 1);
                      send(me, 2);
                    });
            assertThat(receive()).isEqualTo(1);
            assertThat(receive()).isEqualTo(2);
            assertThat(receive()).isEqualTo(new Exit(child, ExitReason.NORMAL));
          });
    }

    @Test
    void ofAThrowingBodyBringsWhatItThrew() {
      test.run(
          () -> {
            trapExit(true);
            var thrown = new AssertionError("boom");
            Pid child =
                spawnLink(
                    () -> {
                      throw thrown;
                    });
            var exit = (Exit) receive();
            assertThat(exit).isEqualTo(new Exit(child, BOOM));
            assertThat(((ExitReason.Failure) exit.reason()).cause()).isSameAs(thrown);
          });
    }

    @Test
    void tellsEvenIfWhatWasThrownCannotSayWhy() {
      test.run(
          () -> {
            trapExit(true);
            Pid child =
                spawnLink(
                    () -> {
                      throw new Unspeakable();
                    });
            assertThat(receive())
                .isEqualTo(new Exit(child, ExitReason.error(Unspeakable.class.getName())));
          });
    }
  }

  @Nested
  class Unlink {

    @Test
    void endsTheLinkForBoth() {
      test.run(
          () -> {
            Pid child = spawnLink(Processes::receive);
            unlink(child);
            assertThat(test.info(self()).links()).isEmpty();
            assertThat(test.info(child).links()).isEmpty();
            exit(child, BOOM);
            assertThat(alive(self())).isTrue();
          });
    }

    @Test
    void keepsAnExitThatHasArrived() {
      test.run(
          () -> {
            trapExit(true);
            Pid child = spawnLink(Processes::receive);
            exit(child, BOOM);
            unlink(child);
            assertThat(receive()).isEqualTo(new Exit(child, BOOM));
          });
    }

    @Test
    void ofStrangersTheDeadAndOneselfDoesNothing() {
      test.run(
          () -> {
            unlink(spawn(Processes::receive));
            unlink(dead());
            unlink(self());
          });
    }

    @Test
    void mayBeFollowedByANewLink() {
      test.run(
          () -> {
            trapExit(true);
            Pid child = spawnLink(Processes::receive);
            unlink(child);
            link(child);
            exit(child, BOOM);
            assertThat(receive()).isEqualTo(new Exit(child, BOOM));
          });
    }
  }

  /** Both ends link, unlink and die at once: no deadlock, and nothing is left behind. */
  @Test
  void crosswiseLinksNeitherDeadlockNorLeak() throws Exception {
    for (int round = 0; round < 500; round++) {
      var left = new Pid[1];
      Pid right =
          test.spawn(
              () -> {
                Pid other = (Pid) receive();
                linkAndUnlink(other);
              });
      left[0] = test.spawn(() -> linkAndUnlink(right));
      test.node().send(right, left[0]);
      test.awaitEnd(left[0]);
      test.awaitEnd(right);
    }
  }

  private static void linkAndUnlink(Pid other) {
    trapExit(true);
    for (int i = 0; i < 100; i++) {
      link(other);
      unlink(other);
    }
  }

  private Pid dead() {
    Pid pid = spawn(() -> {});
    test.awaitEnd(pid);
    return pid;
  }

  private static final class Unspeakable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new Unspeakable();
    }
  }
}
