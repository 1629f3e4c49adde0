package dev.dream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ClockTest {

  private final Clock clock = new Clock();

  @Test
  void asksTheSystemWhileNobodyKeepsIt() {
    long before = System.nanoTime();
    assertThat(clock.nanos() - before).isNotNegative();
    clock.tick();
    clock.stop();
    before = System.nanoTime();
    assertThat(clock.nanos() - before).isNotNegative();
  }

  @Test
  void standsBetweenTwoTicks() {
    clock.tick();
    long first = clock.nanos();
    long later = System.nanoTime();
    assertThat(clock.nanos()).isEqualTo(first);
    assertThat(first - later).isNotPositive();
    clock.tick();
    assertThat(clock.nanos() - later).isNotNegative();
  }

  @Test
  void goesOnWhileAnEngineWorks() {
    try (var scheduler = new Scheduler("clock", 1, new ThreadSource())) {
      long started = scheduler.clock().nanos();
      var busy = new CountDownLatch(1);
      scheduler.schedule(
          _ -> {
            while (scheduler.clock().nanos() - started < 5_000_000) {
              Thread.onSpinWait();
            }
            busy.countDown();
          });
      await().until(() -> busy.getCount() == 0);
    }
  }
}
