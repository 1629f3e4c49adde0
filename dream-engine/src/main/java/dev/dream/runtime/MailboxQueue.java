package dev.dream.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue with many producers and one consumer, who may also take an element out of the middle.
 *
 * <p>Producers push onto a stack ({@code incoming}); the consumer takes the whole stack with one
 * atomic exchange, turns it round and appends it to a list of its own ({@code first} to {@code
 * last}). So the consumer's list is in order of arrival, and selective receive may remove from
 * anywhere in it without any synchronisation.
 *
 * <p>Who writes what: {@code incoming} by all, with compare-and-set (release of the node) and
 * exchange (acquire). {@code first}, {@code last}, {@code taken} by the consumer only. {@link
 * #depth} and {@link #oldestNanos} are read by anybody, without order, for display. {@code
 * Cell.next} belongs to the pushing thread until the push, and to the consumer from the exchange
 * on.
 */
public final class MailboxQueue {

  private static final VarHandle INCOMING;

  static {
    try {
      INCOMING = MethodHandles.lookup().findVarHandle(MailboxQueue.class, "incoming", Cell.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Cell incoming;
  private @Nullable Cell first;
  private @Nullable Cell last;
  private int taken;

  /** Appends an element. Any thread. */
  public void push(Object element) {
    Cell cell = new Cell(element, System.nanoTime());
    Cell top;
    do {
      top = incoming;
      cell.next = top;
      cell.depth = top == null ? 1 : top.depth + 1;
    } while (!INCOMING.compareAndSet(this, top, cell));
  }

  /** Takes the oldest element, or returns null. Consumer only. */
  public @Nullable Object poll() {
    if (first == null) {
      collect();
    }
    return first == null ? null : remove(null, first);
  }

  /** Takes the oldest element that fits, or returns null. Consumer only. */
  public @Nullable Object poll(Predicate<Object> fits) {
    collect();
    return scan(null, fits);
  }

  /**
   * Takes the oldest that fits of those that came since the last look, or returns null. For a
   * consumer that found nothing among the others: it does not look at them again.
   */
  public @Nullable Object pollNew(Predicate<Object> fits) {
    Cell seen = last;
    collect();
    return scan(seen, fits);
  }

  private @Nullable Object scan(@Nullable Cell after, Predicate<Object> fits) {
    Cell before = after;
    for (Cell cell = after == null ? first : after.next; cell != null; cell = cell.next) {
      if (fits.test(cell.element)) {
        return remove(before, cell);
      }
      before = cell;
    }
    return null;
  }

  /** Returns whether there is nothing to take. Consumer only. */
  public boolean isEmpty() {
    return first == null && incoming == null;
  }

  /** Returns whether something came since the consumer last looked. Consumer only. */
  public boolean hasIncoming() {
    return incoming != null;
  }

  /** Drops what came since the consumer last looked. Any thread. */
  public void discardIncoming() {
    incoming = null;
  }

  /** Hands every element to {@code action}, oldest first, and empties the queue. Consumer only. */
  public void drain(Consumer<Object> action) {
    for (Object element = poll(); element != null; element = poll()) {
      action.accept(element);
    }
  }

  /** Returns about how many elements wait. Any thread. */
  public int depth() {
    Cell top = incoming;
    return (top == null ? 0 : top.depth) + taken;
  }

  /** Returns about when the oldest element came ({@link System#nanoTime}), or 0. Any thread. */
  public long oldestNanos() {
    Cell head = first;
    if (head != null) {
      return head.arrived;
    }
    Cell top = incoming;
    return top == null ? 0 : bottom(top).arrived;
  }

  private static Cell bottom(Cell top) {
    Cell oldest = top;
    // The consumer may turn the stack round meanwhile: the count bounds the walk.
    for (int i = top.depth; i > 1; i--) {
      Cell below = oldest.next;
      if (below == null) {
        break;
      }
      oldest = below;
    }
    return oldest;
  }

  private void collect() {
    if (incoming == null) {
      return;
    }
    Cell stack = (Cell) INCOMING.getAndSet(this, null);
    Cell newest = stack;
    Cell turned = null;
    while (stack != null) {
      Cell below = stack.next;
      stack.next = turned;
      turned = stack;
      stack = below;
      taken++;
    }
    if (last == null) {
      first = turned;
    } else {
      last.next = turned;
    }
    last = newest;
  }

  private Object remove(@Nullable Cell before, Cell cell) {
    if (before == null) {
      first = cell.next;
    } else {
      before.next = cell.next;
    }
    if (cell == last) {
      last = before;
    }
    cell.next = null;
    taken--;
    return cell.element;
  }

  private static final class Cell {
    final Object element;
    final long arrived;
    int depth;
    @Nullable Cell next;

    Cell(Object element, long arrived) {
      this.element = element;
      this.arrived = arrived;
    }
  }
}
