package dev.dream.spring.boot.actuate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The latest entries of a kind, numbered from 1 in the order they came in: what is not kept any
 * more is known to be missed. Any thread; all under its own monitor, which is held for no code but
 * its own and that which makes an entry.
 */
final class Journal<T> {

  private final int capacity;
  private final Deque<T> kept = new ArrayDeque<>();
  private long latest;

  Journal(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Some entries that follow each other.
   *
   * @param latest the number of the latest entry there is; 0 if there was none yet
   * @param first the number of the first of these
   * @param missed how many that were asked for are not kept any more
   * @param entries those, the oldest first
   */
  record Page<T>(long latest, long first, long missed, List<T> entries) {

    /** Returns the number of the last of them, after which to go on. */
    long last() {
      return first + entries.size() - 1;
    }
  }

  /** Adds an entry, which is told its number, and wakes who waits for one. */
  synchronized void add(LongFunction<? extends T> entry) {
    kept.addLast(entry.apply(latest + 1));
    latest++;
    if (kept.size() > capacity) {
      kept.removeFirst();
    }
    notifyAll();
  }

  /**
   * Returns the first entries after a number. One that is greater than the latest was given by an
   * earlier run of the application: then all are returned.
   */
  synchronized Page<T> after(long number, int limit) {
    long oldest = latest - kept.size() + 1;
    long wanted = number > latest ? 1 : number + 1;
    long first = Math.max(wanted, oldest);
    List<T> entries = kept.stream().skip(first - oldest).limit(limit).toList();
    return new Page<>(latest, first, first - wanted, entries);
  }

  /** Returns the latest entries. */
  synchronized Page<T> latest(int limit) {
    return after(latest - Math.min(limit, kept.size()), limit);
  }

  /** Returns the number of the latest entry; 0 if there is none. */
  synchronized long latest() {
    return latest;
  }

  /**
   * Waits until there is an entry after a number, or the time has passed; or not, if the number is
   * of an earlier run, so that {@link #after} returns all there is.
   */
  synchronized void await(long number, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (latest == number || latest == 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return;
      }
      wait(Math.max(1, left / 1_000_000));
    }
  }
}
