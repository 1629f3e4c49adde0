package dev.dream.runtime;

import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Timers by the time they are due, in the order of arrival if that is the same. Those that have
 * been stopped stay until they are due or swept out.
 *
 * <p>The lock of {@link Timers} guards it all but {@link #addStopped}, which any thread calls: what
 * that reads is a hint. {@code stopped} may count one twice, never too few.
 */
final class TimerQueue {

  /** Fewer are not worth a sweep. */
  private static final int FEW = 64;

  private PriorityQueue<TimerEntry> entries = new PriorityQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicInteger stopped = new AtomicInteger();
  private long arrivals;

  void add(TimerEntry entry) {
    entry.order = arrivals++;
    entry.queued = true;
    if (!entry.isRunning()) {
      stopped.incrementAndGet();
    }
    entries.add(entry);
    size.setRelease(entries.size());
  }

  /** Removes and returns the first that is due and runs. */
  @Nullable TimerEntry poll(long now) {
    TimerEntry first = entries.peek();
    while (first != null && first.due <= now) {
      entries.poll();
      size.setRelease(entries.size());
      if (first.isRunning()) {
        return first;
      }
      stopped.decrementAndGet();
      first = entries.peek();
    }
    return null;
  }

  /** Returns when the first is due, which may have been stopped; {@code Long.MAX_VALUE}: none. */
  long next() {
    TimerEntry first = entries.peek();
    return first == null ? Long.MAX_VALUE : first.due;
  }

  /** Returns whether none runs. */
  boolean isIdle() {
    if (areAllStopped()) {
      sweep();
    }
    return entries.isEmpty();
  }

  /** Takes note that one has been stopped; returns whether it is time to sweep. Any thread. */
  boolean addStopped() {
    int count = stopped.incrementAndGet();
    return count > FEW && count > size.getAcquire() / 2;
  }

  /** Returns whether none seems to run. Any thread. */
  boolean areAllStopped() {
    return stopped.get() >= size.getAcquire();
  }

  /** Removes what has been stopped. */
  void sweep() {
    stopped.set(0); // before looking: who is stopped meanwhile counts again
    entries.removeIf(entry -> !entry.isRunning());
    if (entries.isEmpty()) {
      entries = new PriorityQueue<>(); // what was large once
    }
    size.setRelease(entries.size());
  }

  void clear() {
    entries = new PriorityQueue<>();
    size.setRelease(0);
  }

  int size() {
    return entries.size();
  }
}
