package dev.dream.process;

import static dev.dream.process.Processes.cancelTimer;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.readTimer;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.register;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.send;
import static dev.dream.process.Processes.sendAfter;
import static dev.dream.process.Processes.spawn;
import static dev.dream.process.Processes.spawnMonitor;
import static dev.dream.process.Processes.startTimer;
import static dev.dream.process.Processes.unregister;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@org.junit.jupiter.api.Timeout(60)
class TimerRefTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(5);

  @RegisterExtension final TestNode test = new TestNode();

  @Nested
  class SendAfter {

    @Test
    void bringsTheMessageAfterTheDelay() {
      test.run(
          () -> {
            long before = System.nanoTime();
            TimerRef timer = sendAfter(self(), "hello", SOON);
            assertThat(receive()).isEqualTo("hello");
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(SOON.toNanos());
            assertThat(readTimer(timer)).isEmpty();
            assertThat(cancelTimer(timer)).isEmpty();
            assertThat(test.node().timers().running()).isZero();
          });
    }

    @Test
    void withoutADelayBringsItAtOnce() {
      test.run(
          () -> {
            sendAfter(self(), "hello", Duration.ZERO);
            assertThat(receive()).isEqualTo("hello");
          });
    }

    @Test
    void wakesAnIdleCallbackProcess() throws Exception {
      var got = new CompletableFuture<Object>();
      Pid pid = test.serve(got::complete);
      test.node().sendAfter(pid, "hello", SOON);
      assertThat(got.get()).isEqualTo("hello");
    }

    @Test
    void looksANameUpWhenTheTimeHasCome() {
      test.run(
          () -> {
            Object heard = new Timeout();
            for (Duration delay = SOON; heard instanceof Timeout; delay = delay.multipliedBy(2)) {
              sendAfter(new Name("n"), "hello", delay);
              register("n"); // if the timer was faster, its message is lost: once more
              heard = receive(delay.plusSeconds(1));
              unregister("n");
            }
            assertThat(heard).isEqualTo("hello");
          });
    }

    @Test
    void survivesWhoStartedIt() {
      test.run(
          () -> {
            Pid me = self();
            spawnMonitor(() -> sendAfter(me, "hello", SOON));
            assertThat(receive(Down.class).reason()).isEqualTo(ExitReason.NORMAL);
            assertThat(receive()).isEqualTo("hello");
          });
    }

    @Test
    void toTheDeadDoesNothing() {
      test.run(
          () -> {
            Pid dead = spawn(() -> {});
            test.awaitEnd(dead);
            assertThat(readTimer(sendAfter(dead, "hello", HOUR))).isEmpty();
          });
    }

    @Test
    void endsWithItsReceiver() {
      test.run(
          () -> {
            Pid other = spawn(Processes::receive);
            TimerRef timer = sendAfter(other, "hello", HOUR);
            assertThat(readTimer(timer)).isPresent();
            exit(other, ExitReason.KILL);
            assertThat(readTimer(timer)).isEmpty();
            assertThat(test.node().timers().running()).isZero();
          });
    }

    @Test
    void refusesANegativeDelayAndSignals() {
      test.run(
          () -> {
            assertThatIllegalArgumentException()
                .isThrownBy(() -> sendAfter(self(), "hello", Duration.ofMillis(-1)))
                .withMessage("a timer's delay must not be negative, but was PT-0.001S");
            assertThatIllegalArgumentException()
                .isThrownBy(() -> sendAfter(self(), new Timeout(), HOUR));
          });
    }
  }

  @Nested
  class StartTimer {

    @Test
    void bringsTheTimerWithTheMessage() {
      test.run(
          () -> {
            TimerRef timer = startTimer(self(), "hello", SOON);
            assertThat(receive()).isEqualTo(new TimerExpired(timer, "hello"));
          });
    }
  }

  @Nested
  class Cancel {

    @Test
    void saysHowMuchTimeWasLeftOnce() {
      test.run(
          () -> {
            TimerRef timer = sendAfter(self(), "hello", HOUR);
            assertThat(readTimer(timer).orElseThrow()).isBetween(HOUR.minusMinutes(1), HOUR);
            assertThat(cancelTimer(timer).orElseThrow()).isBetween(HOUR.minusMinutes(1), HOUR);
            assertThat(cancelTimer(timer)).isEmpty();
            assertThat(readTimer(timer)).isEmpty();
            assertThat(test.node().timers().running()).isZero();
          });
    }

    @Test
    void mayBeDoneByAnotherProcess() {
      test.run(
          () -> {
            Pid me = self();
            TimerRef timer = sendAfter(me, "hello", HOUR);
            spawn(() -> send(me, cancelTimer(timer).isPresent()));
            assertThat(receive()).isEqualTo(true);
          });
    }

    @Test
    void leavesTheMessageThereOrNeverToCome() {
      test.run(
          () -> {
            for (int i = 0; i < 20_000; i++) {
              TimerRef timer = sendAfter(self(), i, Duration.ofNanos(i % 100 * 1000L));
              boolean cancelled = cancelTimer(timer).isPresent();
              Object message = receive(Duration.ZERO);
              assertThat(message).isEqualTo(cancelled ? new Timeout() : (Object) i);
            }
          });
    }
  }

  /** A server may keep references to timers for others in its state as long as it likes. */
  @Test
  void doesNotKeepTheDead() {
    AtomicReference<TimerRef> kept = new AtomicReference<>();
    WeakReference<TestNode.Action> state = startAndKill(kept);
    await().until(() -> isGone(state));
    assertThat(test.node().readTimer(kept.get())).isEmpty();
  }

  private WeakReference<TestNode.Action> startAndKill(AtomicReference<TimerRef> kept) {
    byte[] large = new byte[1_000];
    TestNode.Action state = _ -> large[0]++;
    Pid pid = test.serve(state);
    kept.set(test.node().sendAfter(pid, "late", HOUR));
    test.node().exit(pid, ExitReason.KILL);
    return new WeakReference<>(state);
  }

  private static boolean isGone(WeakReference<?> reference) {
    System.gc();
    return reference.refersTo(null);
  }

  @Test
  void timersOfManyShortLivesAreNotLeftBehind() {
    test.run(
        () -> {
          for (int i = 0; i < 2000; i++) {
            Pid child =
                spawn(
                    () -> {
                      sendAfter(self(), "late", HOUR);
                      startTimer(self(), "late", HOUR);
                    });
            Processes.monitor(child);
          }
          for (int i = 0; i < 2000; i++) {
            receive(Down.class);
          }
          assertThat(test.node().timers().running()).isZero();
        });
  }
}
