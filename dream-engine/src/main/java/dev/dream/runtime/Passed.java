package dev.dream.runtime;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a mailbox's consumer has looked at and left, oldest first: an array, for it is looked
 * through again and again. To take one out of the middle moves the shorter side, which is not more
 * than what was looked at to find it.
 *
 * <p>The consumer only; but {@link #oldestNanos} may be asked by anybody, for display. So the
 * arrays are final, and a full one is replaced by another object.
 */
final class Passed {

  private static final int SMALLEST = 4;
  private static final int SPARSE = 8;

  private final @Nullable Object[] elements;
  private final long[] arrived;
  private int from;
  private int to;

  private Passed(int capacity) {
    this.elements = new @Nullable Object[capacity];
    this.arrived = new long[capacity];
  }

  /** Returns one that has room for an element at least: {@code known}, if it has. */
  static Passed withRoom(@Nullable Passed known) {
    if (known == null) {
      return new Passed(SMALLEST);
    }
    return known.to < known.elements.length ? known : known.resized();
  }

  /** Returns this, a smaller one if most of it is empty, or null if all is. */
  @Nullable Passed trimmed() {
    if (from == to) {
      return null;
    }
    boolean sparse = elements.length > SMALLEST * SPARSE && (to - from) * SPARSE < elements.length;
    return sparse ? resized() : this;
  }

  private Passed resized() {
    int size = to - from;
    Passed other = new Passed(Math.max(SMALLEST, size * 2));
    System.arraycopy(elements, from, other.elements, 0, size);
    System.arraycopy(arrived, from, other.arrived, 0, size);
    other.to = size;
    return other;
  }

  /** Appends an element; there must be room. */
  void add(Object element, long nanos) {
    elements[to] = element;
    arrived[to] = nanos;
    to++;
  }

  /** Takes the oldest, or returns null. */
  @Nullable Object poll() {
    return from == to ? null : remove(from);
  }

  /** Takes the oldest that fits, or returns null. */
  @Nullable Object poll(Predicate<Object> fits) {
    @Nullable Object[] all = elements;
    int end = to;
    for (int i = from; i < end; i++) {
      Object element = all[i];
      if (element != null && fits.test(element)) {
        return remove(i);
      }
    }
    return null;
  }

  private @Nullable Object remove(int at) {
    Object element = elements[at];
    int before = at - from;
    int after = to - at - 1;
    if (before <= after) {
      move(from, from + 1, before);
      elements[from++] = null;
    } else {
      move(at + 1, at, after);
      elements[--to] = null;
    }
    return element;
  }

  private void move(int source, int target, int count) {
    if (count > 0) {
      System.arraycopy(elements, source, elements, target, count);
      System.arraycopy(arrived, source, arrived, target, count);
    }
  }

  /** Returns about when the oldest came, or 0. Any thread. */
  long oldestNanos() {
    int oldest = from;
    return oldest < arrived.length ? arrived[oldest] : 0;
  }
}
