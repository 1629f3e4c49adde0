package dev.dream.process;

import dev.dream.runtime.EngineTime;
import dev.dream.runtime.HeldTime;
import dev.dream.runtime.Turns;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time of a node that stands still unless it is moved, so that a test of a time-out, a restart
 * limit or a backoff takes no time and always goes the same way.
 *
 * <p>By this time go timers, the time-outs of calls and receives, those of servers and state
 * machines, restart limits, backoff and idle stops. By the system's go crash reports, alarms, the
 * age of messages, and whatever code asks for by itself: {@code Thread.sleep}, say. While time
 * stands still nothing times out: a call without an answer waits until somebody moves the time.
 * When an engine is closed its time passes again, so that nothing waits for ever.
 *
 * <p>Any thread; one at a time moves it.
 */
public final class VirtualTime {

  /** How long it waits for the processes to do what is due, by the system's clock. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Node node;
  private final @Nullable Turns turns;
  private final HeldTime time = new HeldTime();
  private final long origin;
  private volatile Runnable whenStuck = () -> {};

  VirtualTime(Node node, @Nullable Turns turns) {
    this.node = node;
    this.turns = turns;
    this.origin = time.nanos();
    if (turns != null) {
      turns.whenStuck(this::goOn);
    }
  }

  /** Goes on to the next timer; returns false if there is none. */
  private boolean goOn() {
    long due = nextDue();
    if (due == Long.MAX_VALUE) {
      whenStuck.run();
      return false;
    }
    moveTo(due);
    return true;
  }

  /**
   * Says what to do when nobody can go on, ever: no process, and no timer. Of an engine with a
   * {@linkplain NodeOptions#seed seed} only, which moves its time by itself.
   */
  public void whenStuck(Runnable action) {
    whenStuck = action;
  }

  /** Returns how much time has passed since the engine was made. */
  public Duration elapsed() {
    return Duration.ofNanos(time.nanos() - origin);
  }

  /**
   * Lets time pass: from one timer to the next, and each time the engine does what that sets off,
   * until nothing runs, before time goes on. Also waits before the first step and after the last.
   *
   * @throws IllegalStateException if code of a process still runs after 30 s of the system's time,
   *     or the calling thread is interrupted
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time cannot go back, but advance was given " + by);
    }
    if (turns != null) {
      sleep(by);
      return;
    }
    long target = time.nanos() + Deadline.nanos(by);
    awaitIdle(by);
    for (long due = nextDue(); due <= target; due = nextDue()) {
      moveTo(due);
      awaitIdle(by);
    }
    moveTo(target);
  }

  /** Lets time pass by itself from now on, as the system's does. */
  public synchronized void letGo() {
    if (turns != null) {
      return; // its time goes on by itself
    }
    time.letGo();
    node.timers().timeMoved();
  }

  EngineTime time() {
    return time;
  }

  /** Waits like any process, and until all others wait: time goes on by itself. */
  private void sleep(Duration by) {
    if (node.actor() == null) {
      throw new IllegalStateException(
          "advance by %s failed: this engine has a seed, only its processes may wait for a time"
              .formatted(Wording.of(by)));
    }
    awaitIdle(by);
    Sleeper.current(node.timers()).sleep(() -> false, Deadline.nanos(by));
    awaitIdle(by);
  }

  private long nextDue() {
    return node.timers().nextDue();
  }

  private void moveTo(long nanos) {
    time.moveTo(nanos);
    node.timers().timeMoved();
  }

  private void awaitIdle(Duration by) {
    List<String> busy = node.awaitIdle(PATIENCE);
    if (!busy.isEmpty()) {
      throw new IllegalStateException(
          "advance by %s failed at %s: still busy are %s"
              .formatted(Wording.of(by), Wording.of(elapsed()), String.join(", ", busy)));
    }
  }
}
