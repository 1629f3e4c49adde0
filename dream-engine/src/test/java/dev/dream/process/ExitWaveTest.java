package dev.dream.process;

import static dev.dream.process.ExitReason.SHUTDOWN;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.link;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.spawnLink;
import static dev.dream.process.Processes.trapExit;
import static dev.dream.process.Processes.unlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.dream.Logs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ExitWaveTest {

  private static final ExitReason BOOM = ExitReason.error("boom");

  @RegisterExtension final TestNode test = new TestNode();

  /** Erlang promises that an unlink, once it returned, has ended all effects of the link. */
  @Nested
  class ALinkWhoseSignalIsOnItsWay {

    @Test
    void doesNoHarmOnceUnlinked() {
      test.run(
          () -> {
            Pid dying = spawnLink(Processes::receive);
            ExitWave onItsWay = endWithoutTelling(dying);
            unlink(dying);
            onItsWay.roll();
            assertThat(test.node().alive(self())).isTrue();
          });
    }

    @Test
    void bringsNoMessageOnceUnlinked() {
      test.run(
          () -> {
            trapExit(true);
            Pid dying = spawnLink(Processes::receive);
            ExitWave onItsWay = endWithoutTelling(dying);
            unlink(dying);
            onItsWay.roll();
            assertThat(receive(Duration.ZERO)).isEqualTo(new dev.dream.process.Timeout());
          });
    }

    @Test
    void isDeliveredOtherwise() {
      test.run(
          () -> {
            trapExit(true);
            Pid dying = spawnLink(Processes::receive);
            endWithoutTelling(dying).roll();
            assertThat(receive()).isEqualTo(new Exit(dying, BOOM));
          });
    }

    private ExitWave endWithoutTelling(Pid pid) {
      ExitWave wave = new ExitWave();
      test.node().find((Address) pid).end(BOOM, wave);
      return wave;
    }
  }

  @Nested
  class TheNews {

    @Test
    void comesWhenAllAreDeadThatDieOfIt() {
      test.run(
          () -> {
            trapExit(true);
            Pid dying = spawnLink(Processes::receive); // its first link is the one to be told
            Pid other = spawn(Processes::receive);
            test.node().kernel().link(dying, other);
            List<Integer> told = new ArrayList<>();
            Belonging witness = _ -> told.add(test.info(self()).mailboxDepth());
            assertThat(test.node().kernel().attach(other, witness)).isTrue();

            exit(dying, BOOM);

            assertThat(told).containsExactly(0);
            assertThat(receive()).isEqualTo(new Exit(dying, BOOM));
          });
    }

    @Test
    void isToldInTheOrderOfTheDeaths() {
      test.run(
          () -> {
            trapExit(true);
            Pid later = spawnLink(Processes::receive);
            Pid dying = spawnLink(Processes::receive);
            test.node().kernel().link(dying, later);

            exit(dying, BOOM);

            assertThat(receive()).isEqualTo(new Exit(dying, BOOM));
            assertThat(receive()).isEqualTo(new Exit(later, BOOM));
          });
    }
  }

  @Nested
  class ASignalThatThrows {

    @RegisterExtension final Logs logs = new Logs();

    private static final Watcher BROKEN =
        new Watcher() {
          @Override
          void down(Pid target, ExitReason reason) {
            throw new OutOfMemoryError("unable to create native thread");
          }
        };

    @Test
    void keepsNobodyElseFromHearingOfTheEnd() {
      test.run(
          () -> {
            Pid dying = spawn(Processes::receive);
            BROKEN.attach(test.node().find((Address) dying));
            var down = monitor(dying);
            exit(dying, BOOM);
            assertThat(receive()).isEqualTo(new Down(down, dying, BOOM));
            assertThat(test.node().tally().exitsInFlight()).isZero();
            assertThat(logs.from(Level.ERROR)).contains("an exit signal could not be delivered");
          });
    }
  }

  @Test
  void isNotInFlightAnyMoreOnceItFailed() {
    Callbacks callbacks =
        new Callbacks() {
          @Override
          public void begin() {}

          @Override
          public void handle(Object message) {}

          @Override
          public String module() {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    LocalProcess broken = test.node().callbackProcess(callbacks, SpawnOptions.NONE);
    assertThatThrownBy(() -> ExitWave.end(broken, BOOM)).isInstanceOf(OutOfMemoryError.class);
    assertThat(test.node().tally().exitsInFlight()).isZero();
  }

  @Nested
  class Chains {

    private static final int LENGTH = 100_000;

    @Test
    void ofAHundredThousandLinksDieWithoutAStack() {
      test.run(
          () -> {
            Pid last = test.serve(_ -> {});
            Pid first = chainOfCallbackProcesses(last);
            var down = monitor(last);
            exit(first, SHUTDOWN); // not a crash: 100,000 reports would drown all others
            assertThat(receive()).isEqualTo(new Down(down, last, SHUTDOWN));
            assertThat(test.node().count()).isOne();
          });
    }

    @Test
    void stopAtOneWhoTraps() {
      test.run(
          () -> {
            trapExit(true);
            Pid leaf = spawn(Processes::receive);
            Pid middle =
                spawnLink(
                    () -> {
                      link(leaf);
                      receive();
                    });
            awaitLinks(leaf, 1);
            exit(leaf, BOOM);
            assertThat(receive()).isEqualTo(new Exit(middle, BOOM));
            assertThat(test.node().count()).isOne();
          });
    }

    @Test
    void inACircleDieOnce() {
      test.run(
          () -> {
            Pid third = spawn(Processes::receive);
            Pid second = spawn(() -> linkAndWait(third));
            Pid first =
                spawn(
                    () -> {
                      link(third);
                      linkAndWait(second);
                    });
            awaitLinks(first, 2);
            awaitLinks(third, 2);
            var firstDown = monitor(first);
            var secondDown = monitor(second);
            var thirdDown = monitor(third);
            exit(second, BOOM);
            assertThat(receive()).isEqualTo(new Down(secondDown, second, BOOM));
            assertThat(new Object[] {receive(), receive()})
                .containsExactlyInAnyOrder(
                    new Down(firstDown, first, BOOM), new Down(thirdDown, third, BOOM));
            assertThat(receive(Duration.ZERO)).isEqualTo(new dev.dream.process.Timeout());
          });
    }

    private Pid chainOfCallbackProcesses(Pid last) {
      Pid latest = last;
      for (int i = 1; i < LENGTH; i++) {
        Pid before = latest;
        latest = test.serve(_ -> {});
        Links.link(process(latest), process(before));
      }
      return latest;
    }

    private LocalProcess process(Pid pid) {
      return test.node().find((Address) pid);
    }

    private void linkAndWait(Pid other) {
      link(other);
      receive();
    }

    private void awaitLinks(Pid pid, int count) {
      while (test.node().info(pid).orElseThrow().links().size() < count) {
        LockSupport.parkNanos(100_000); // it may have the only carrier
      }
    }
  }
}
