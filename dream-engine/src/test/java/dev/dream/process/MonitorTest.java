package dev.dream.process;

import static dev.dream.process.ExitReason.KILL;
import static dev.dream.process.ExitReason.KILLED;
import static dev.dream.process.ExitReason.NOPROC;
import static dev.dream.process.ExitReason.NORMAL;
import static dev.dream.process.Processes.demonitor;
import static dev.dream.process.Processes.demonitorFlush;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.register;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.trapExit;
import static dev.dream.process.Processes.unregister;
import static dev.dream.process.Processes.whereis;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@org.junit.jupiter.api.Timeout(60)
class MonitorTest {

  private static final Timeout TIMEOUT = new Timeout();

  @RegisterExtension final TestNode test = new TestNode();

  @Nested
  class Monitoring {

    @Test
    void bringsTheReasonOnce() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            Ref ref = monitor(other);
            exit(other, ExitReason.shutdown("x"));
            assertThat(receive()).isEqualTo(new Down(ref, other, ExitReason.shutdown("x")));
            assertThat(receive(Duration.ZERO)).isEqualTo(TIMEOUT);
            assertThat(test.info(self()).monitors()).isEmpty();
          });
    }

    @Test
    void twiceBringsTwoInOrder() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            Ref first = monitor(other);
            Ref second = monitor(other);
            exit(other, KILL);
            assertThat(receive()).isEqualTo(new Down(first, other, KILLED));
            assertThat(receive()).isEqualTo(new Down(second, other, KILLED));
          });
    }

    @Test
    void theDeadBringsNoprocAtOnce() {
      test.run(
          () -> {
            Pid dead = spawn(() -> {});
            test.awaitEnd(dead);
            Ref ref = monitor(dead);
            assertThat(receive(Duration.ZERO)).isEqualTo(new Down(ref, dead, NOPROC));
          });
    }

    @Test
    void byNameReportsTheName() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            register("n", other);
            Ref ref = monitor(new Name("n"));
            unregister("n"); // it goes on watching the process
            exit(other, KILL);
            assertThat(receive()).isEqualTo(new Down(ref, new Name("n"), KILLED));
            Ref free = monitor(new Name("free"));
            assertThat(receive()).isEqualTo(new Down(free, new Name("free"), NOPROC));
          });
    }

    @Test
    void oneselfBringsNothing() {
      test.run(
          () -> {
            Ref ref = monitor(self());
            assertThat(receive(Duration.ZERO)).isEqualTo(TIMEOUT);
            assertThat(demonitor(ref)).isFalse();
          });
    }

    @Test
    void findsTheNameFreeWhenTheDownHasCome() {
      test.run(
          () -> {
            for (int i = 0; i < 1000; i++) {
              Pid other = spawn(Processes::receive);
              register("n", other);
              monitor(other);
              send(other, "end");
              receive(Down.class);
              assertThat(whereis("n")).isEmpty();
            }
          });
    }

    @Test
    void hearsTheExitOfALinkBeforeTheDown() {
      test.run(
          () -> {
            trapExit(true);
            Pid other = Processes.spawnLink(Processes::receive);
            Ref ref = monitor(other);
            exit(other, KILL);
            assertThat(receive()).isEqualTo(new Exit(other, KILLED));
            assertThat(receive()).isEqualTo(new Down(ref, other, KILLED));
          });
    }

    @Test
    void eachOtherReportsTheFirstDeath() {
      test.run(
          () -> {
            Pid me = self();
            Pid other =
                spawn(
                    () -> {
                      monitor(me);
                      send(me, "ready");
                      receive();
                    });
            Ref ref = monitor(other);
            assertThat(receive()).isEqualTo("ready");
            send(other, "end");
            assertThat(receive()).isEqualTo(new Down(ref, other, NORMAL));
          });
    }

    /** Each of many watchers is told once, however many watch and unwatch meanwhile. */
    @Test
    void whileOthersComeAndGoMissesNoDeath() throws Exception {
      for (int round = 0; round < 300; round++) {
        int watchers = 8;
        var watching = new CountDownLatch(watchers);
        var told = new CountDownLatch(watchers);
        Pid target = test.serve(_ -> {});
        for (int i = 0; i < watchers; i++) {
          test.spawn(
              () -> {
                Ref kept = monitor(target);
                watching.countDown();
                for (int j = 0; j < 50; j++) {
                  demonitorFlush(monitor(target));
                }
                assertThat(receive(Down.class).ref()).isEqualTo(kept);
                assertThat(receive(Duration.ZERO)).isEqualTo(TIMEOUT);
                told.countDown();
              });
        }
        watching.await();
        test.node().exit(target, KILL);
        told.await();
      }
    }
  }

  @Nested
  class Demonitor {

    @Test
    void beforeTheEndBringsNothing() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            assertThat(demonitor(monitor(other))).isTrue();
            assertThat(test.info(other).monitoredBy()).isEmpty();
            exit(other, KILL);
            assertThat(receive(Duration.ZERO)).isEqualTo(TIMEOUT);
          });
    }

    @Test
    void keepsADownThatHasCome() {
      test.run(
          () -> {
            Ref ref = downOf(KILLED);
            assertThat(demonitor(ref)).isFalse();
            assertThat(receive(Down.class).ref()).isEqualTo(ref);
          });
    }

    @Test
    void withFlushTakesItsOwnDownOnly() {
      test.run(
          () -> {
            send(self(), "before");
            Ref first = downOf(KILLED);
            Ref second = downOf(KILLED);
            assertThat(demonitorFlush(second)).isFalse();
            assertThat(receive()).isEqualTo("before");
            assertThat(receive(Down.class).ref()).isEqualTo(first);
            assertThat(receive(Duration.ZERO)).isEqualTo(TIMEOUT);
          });
    }

    @Test
    void byAnotherProcessDoesNothing() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            Ref ref = monitor(other);
            Monitored stranger = Processes.spawnMonitor(() -> demonitor(ref));
            assertThat(receive(Down.class).object()).isEqualTo(stranger.pid());
            exit(other, KILL);
            assertThat(receive()).isEqualTo(new Down(ref, other, KILLED));
          });
    }

    private Ref downOf(ExitReason reason) {
      Pid other = spawn(Processes::receive);
      Ref ref = monitor(other);
      exit(other, reason);
      return ref;
    }
  }
}
