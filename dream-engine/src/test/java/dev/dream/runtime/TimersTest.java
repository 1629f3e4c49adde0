package dev.dream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimersTest {

  private static final String THREAD = "timers-test";
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final int MANY = 100_000;

  private final Timers timers = new Timers(THREAD);
  private final BlockingQueue<Object> fired = new LinkedBlockingQueue<>();

  @AfterEach
  void closeTimers() {
    timers.close();
    Awaitility.await("its thread has ended").until(() -> !hasThread());
  }

  @Test
  void neverFireEarly() throws Exception {
    for (long nanos = 1; nanos < 100_000_000; nanos *= 4) {
      long due = System.nanoTime() + nanos;
      timers.start(() -> fired.add(System.nanoTime()), nanos);
      assertThat((long) fired.take() - due).isNotNegative();
    }
  }

  @Test
  void fireInTheOrderTheyAreDue() throws Exception {
    List<TimerEntry> started = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      int number = i;
      started.add(timers.start(() -> fired.add(number), 300_000_000 - number % 7 * 1_000_000L));
    }
    List<TimerEntry> seen = new ArrayList<>();
    while (seen.size() < started.size()) {
      seen.add(started.get((int) fired.take()));
    }
    assertThat(seen).isSortedAccordingTo(Comparator.comparingLong(timer -> timer.due));
  }

  @Test
  void aSoonerOneIsNotHeldUpByALaterOne() throws Exception {
    timers.start(() -> fired.add("late"), HOUR);
    Awaitility.await("it sleeps").until(TimersTest::sleeps);
    timers.start(() -> fired.add("soon"), 1_000_000);
    assertThat(fired.take()).isEqualTo("soon");
    assertThat(timers.running()).isEqualTo(1);
  }

  @Test
  void goOnAfterOneThatFails() throws Exception {
    timers.start(
        () -> {
          throw new IllegalStateException("on purpose");
        },
        0);
    timers.start(() -> fired.add("next"), 1_000);
    assertThat(fired.take()).isEqualTo("next");
  }

  @Test
  void cancelledNeverFireAndFiredAreNotCancelled() throws Exception {
    TimerEntry cancelled = timers.start(() -> fired.add("cancelled"), 50_000_000);
    assertThat(cancelled.isRunning()).isTrue();
    assertThat(cancelled.cancel()).isTrue();
    assertThat(cancelled.cancel()).isFalse();
    assertThat(cancelled.isRunning()).isFalse();
    TimerEntry other = timers.start(() -> fired.add("other"), 60_000_000);
    assertThat(fired.take()).isEqualTo("other");
    assertThat(other.cancel()).isFalse();
    assertThat(fired).isEmpty();
  }

  @Test
  void cancelledAtOnceDoNotPileUp() {
    for (int i = 0; i < MANY; i++) {
      timers.start(() -> fired.add("never"), HOUR + i).cancel();
    }
    assertThat(timers.held()).isLessThan(3 * Timers.MOST_INCOMING);
    assertThat(timers.running()).isZero();
  }

  @Test
  void cancelledLaterDoNotPileUp() {
    TimerEntry kept = timers.start(() -> fired.add("never"), HOUR);
    List<TimerEntry> others = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      others.add(timers.start(() -> fired.add("never"), HOUR - i));
    }
    assertThat(timers.running()).isEqualTo(MANY + 1);
    others.forEach(TimerEntry::cancel);
    assertThat(timers.held()).isLessThan(MANY / 10);
    assertThat(timers.running()).isEqualTo(1);
    assertThat(kept.left()).isBetween(HOUR - TimeUnit.MINUTES.toNanos(1), HOUR);
  }

  @Test
  void doNotKeepWhatHasBeenCancelled() {
    Object[] large = {new Object()};
    WeakReference<Object> known = new WeakReference<>(large[0]);
    TimerEntry kept = timers.start(new Mention(large[0]), HOUR);
    timers.start(() -> fired.add("never"), HOUR);
    large[0] = fired;
    kept.cancel();
    Awaitility.await()
        .until(
            () -> {
              System.gc();
              return known.refersTo(null);
            });
    assertThat(kept.isRunning()).isFalse();
  }

  private record Mention(Object what) implements Runnable {
    @Override
    public void run() {}
  }

  @Test
  void haveNoThreadBeforeTheFirst() {
    assertThat(hasThread()).isFalse();
  }

  @Test
  void haveNoThreadAfterTheLast() throws Exception {
    try (Timers shortly = new Timers(THREAD, new EngineTime(), null, 1_000_000)) {
      for (int i = 0; i < 3; i++) {
        shortly.start(() -> fired.add("now"), 0);
        assertThat(fired.take()).isEqualTo("now");
        Awaitility.await("its thread has ended").until(() -> !hasThread());
      }
    }
  }

  @Test
  void haveNoThreadAfterTheLastIsCancelled() {
    try (Timers shortly = new Timers(THREAD, new EngineTime(), null, 1_000_000)) {
      TimerEntry last = shortly.start(() -> fired.add("never"), HOUR);
      Awaitility.await("it sleeps").until(TimersTest::sleeps);
      last.cancel();
      Awaitility.await("its thread has ended").until(() -> !hasThread());
    }
  }

  @Test
  void areDroppedByClose() {
    timers.start(() -> fired.add("never"), HOUR);
    timers.start(() -> fired.add("never"), 20_000_000);
    timers.close();
    assertThat(timers.running()).isZero();
    assertThat(timers.held()).isZero();
    assertThat(timers.start(() -> fired.add("never"), 0).isRunning()).isFalse();
    Awaitility.await("its thread has ended").until(() -> !hasThread());
    assertThat(fired).isEmpty();
  }

  private static boolean hasThread() {
    return threads().findAny().isPresent();
  }

  private static boolean sleeps() {
    return threads().anyMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  private static Stream<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(THREAD));
  }
}
