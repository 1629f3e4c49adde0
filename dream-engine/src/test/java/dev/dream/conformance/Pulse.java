package dev.dream.conformance;

import dev.dream.RealTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Feels how late threads get their turn. Scenarios tell by the clock what must come before what,
 * with 250 ms between the two; on a machine that keeps threads waiting for long they tell nothing.
 *
 * <p>One platform thread and one virtual thread sleep again and again. Each writes its own {@code
 * worst}, and anybody may read and clear it: a beat lost in between does no harm.
 */
@RealTime("it compares the clock with how long it meant to sleep")
final class Pulse implements AutoCloseable {

  private static final long BEAT_MILLIS = 5;

  private final List<Beat> beats = List.of(new Beat(), new Beat());

  Pulse() {
    Thread.ofPlatform().daemon().name("pulse").start(beats.getFirst());
    Thread.ofVirtual().name("pulse-virtual").start(beats.getLast());
  }

  /** Returns how late a thread was at the worst, since this was last asked. */
  Duration worstDelay() {
    long worst = 0;
    for (Beat beat : beats) {
      worst = Math.max(worst, beat.worst);
      beat.worst = 0;
    }
    return Duration.ofNanos(worst);
  }

  @Override
  public void close() {
    beats.forEach(beat -> beat.ended = true);
  }

  private static final class Beat implements Runnable {

    private volatile long worst;
    private volatile boolean ended;

    @Override
    public void run() {
      try {
        while (!ended) {
          long before = System.nanoTime();
          Thread.sleep(BEAT_MILLIS);
          long late = System.nanoTime() - before - TimeUnit.MILLISECONDS.toNanos(BEAT_MILLIS);
          worst = Math.max(worst, late);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
