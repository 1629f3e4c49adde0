package dev.dream.process;

import dev.dream.process.Sleeper.Awake;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the outcomes of several requests meet, so that one thread can wait for whichever comes
 * first. What it takes to wait does not grow with the number of requests.
 *
 * <p><b>No wake-up is lost.</b> Whoever decides a slot first enters its mark into {@code ready},
 * then reads {@code waiting} and wakes who is there. Whoever waits first sets {@code waiting}, then
 * looks into {@code ready}, and parks only if that is empty. {@code ready} is linearizable and
 * {@code waiting} volatile, so of any decision and any wait either the decider sees the waiter or
 * the waiter sees the mark; see {@link Sleeper} for what follows. One look is enough for any number
 * of slots, because all of them enter the same queue: there is none that is looked at too early.
 *
 * <p><b>No outcome is told twice or forgotten.</b> Each slot tells its listener once, whether it
 * was decided before or after the listener came ({@link ReplySlot#whenDecided}), and each mark is
 * polled once.
 *
 * <p>Any thread may add and poll; one at a time may wait, which {@code waiting} sees to.
 *
 * @param <T> the marks that tell the requests apart
 */
public final class ReplyQueue<T> {

  private final Queue<T> ready = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Sleeper> waiting = new AtomicReference<>();
  private volatile @Nullable Node node;

  /** Creates an empty queue. */
  public ReplyQueue() {}

  /** Lets the mark come out of this queue once the slot is decided; at once if it is. */
  public void add(ReplySlot slot, T mark) {
    node = slot.node();
    slot.whenDecided(() -> decided(mark));
  }

  /** Returns the mark of a slot that is decided, the earliest first, if there is one. */
  public Optional<T> poll() {
    return Optional.ofNullable(ready.poll());
  }

  /**
   * Waits until {@link #poll} would return a mark.
   *
   * @return false if the time passed first
   * @throws InterruptedException if the thread, which is no process's, is interrupted
   * @throws IllegalStateException if another thread waits
   */
  public boolean await(Duration timeout) throws InterruptedException {
    long nanos = Waiting.nanos(timeout);
    Node asked = node;
    if (asked == null) {
      return false; // there is nothing to wait for
    }
    Sleeper self = Sleeper.current(asked.timers());
    if (!waiting.compareAndSet(null, self)) {
      throw new IllegalStateException("wait for answers failed: another thread waits for the same");
    }
    Awake awake;
    try {
      awake = self.sleep(() -> !ready.isEmpty(), nanos);
    } finally {
      waiting.set(null);
    }
    self.requireAlive();
    if (awake == Awake.INTERRUPTED) {
      Thread.interrupted();
      throw new InterruptedException();
    }
    return awake == Awake.DONE;
  }

  /** Returns the point in time when this duration, counted from now, has passed. */
  public Deadline deadline(Duration limit) {
    Node asked = node;
    return asked == null ? Deadline.in(limit) : asked.kernel().deadline(limit);
  }

  private void decided(T mark) {
    ready.add(mark);
    Sleeper sleeper = waiting.get();
    if (sleeper != null) {
      sleeper.wake();
    }
  }
}
