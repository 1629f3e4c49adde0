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
 * atomic exchange, turns it round and has it as a list of its own ({@code first}) until that is
 * used up. What selective receive looks at there and leaves goes into an array ({@code passed}), so
 * that is older than all in the list. All of the consumer's is in order of arrival, and taken out
 * of without any synchronisation.
 *
 * <p>Who writes what: {@code incoming} by all, with compare-and-set (release of the node) and
 * exchange (acquire). {@code first}, {@code passed}, {@code taken} by the consumer only. {@code
 * Cell.next} belongs to the pushing thread until the push, and to whoever exchanged the stack from
 * then on. {@link #oldestNanos} is read by anybody, without order, for display.
 *
 * <p>{@link #depth} is what has been pushed and not collected, which is exact, plus {@code taken},
 * which others read opaquely: while the consumer collects, between its exchange and its next
 * statement, it is too small by what is being collected. So an {@link #offer} in that moment may
 * exceed its limit; in any other it does not.
 */
public class MailboxQueue {

  private static final VarHandle INCOMING;
  private static final VarHandle TAKEN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      INCOMING = lookup.findVarHandle(MailboxQueue.class, "incoming", Cell.class);
      TAKEN = lookup.findVarHandle(MailboxQueue.class, "taken", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Cell incoming;
  private @Nullable Cell first;
  private @Nullable Passed passed; // null if there are none
  private int taken;

  /** Creates an empty queue. */
  public MailboxQueue() {}

  /**
   * Appends an element. Any thread.
   *
   * @param nanos the time, for {@link #oldestNanos}
   */
  public final void push(Object element, long nanos) {
    offer(element, nanos, Integer.MAX_VALUE);
  }

  /** Appends an element, unless so many wait already; returns whether it did. Any thread. */
  public final boolean offer(Object element, long nanos, int most) {
    Cell cell = new Cell(element, nanos);
    Cell top;
    do {
      top = incoming;
      int below = top == null ? 0 : top.depth;
      if (below + taken() >= most) {
        return false;
      }
      cell.next = top;
      cell.depth = below + 1;
    } while (!INCOMING.compareAndSet(this, top, cell));
    return true;
  }

  /** Takes the oldest element, or returns null. Consumer only. */
  public final @Nullable Object poll() {
    Passed older = passed;
    if (older != null) {
      return removed(older, older.poll());
    }
    if (first == null) {
      Cell newest = exchange();
      if (newest == null || newest.next == null) {
        return newest == null ? null : newest.element; // nothing to keep for later
      }
      collect(newest);
    }
    return first == null ? null : removeFirst(first);
  }

  /** Takes the oldest element that fits, or returns null. Consumer only. */
  public final @Nullable Object poll(Predicate<Object> fits) {
    Passed older = passed;
    Object found = older == null ? null : removed(older, older.poll(fits));
    return found == null ? pollNew(fits) : found;
  }

  /**
   * Takes the oldest that fits of those that came since the last look, or returns null. For a
   * consumer that found nothing among the others: it does not look at them again.
   */
  public final @Nullable Object pollNew(Predicate<Object> fits) {
    Object found = scan(fits);
    if (found != null) {
      return found;
    }
    Cell newest = exchange();
    if (newest == null) {
      return null;
    }
    collect(newest);
    return scan(fits);
  }

  /** Takes the first of the list that fits; what is before it is passed. */
  private @Nullable Object scan(Predicate<Object> fits) {
    for (Cell cell = first; cell != null; cell = first) {
      if (fits.test(cell.element)) {
        return removeFirst(cell);
      }
      Passed older = Passed.withRoom(passed);
      older.add(cell.element, cell.arrived);
      passed = older;
      advance(cell);
    }
    return null;
  }

  /** Returns whether there is nothing to take. Consumer only. */
  public final boolean isEmpty() {
    return first == null && passed == null && incoming == null;
  }

  /** Returns whether something came since the consumer last looked. Consumer only. */
  public final boolean hasIncoming() {
    return incoming != null;
  }

  /** Takes what came since the consumer last looked, and hands it on, oldest first. Any thread. */
  public final void drainIncoming(Consumer<Object> action) {
    if (incoming == null) {
      return;
    }
    for (Cell cell = turned((Cell) INCOMING.getAndSet(this, null)); cell != null; ) {
      action.accept(cell.element);
      cell = cell.next;
    }
  }

  /** Hands every element to {@code action}, oldest first, and empties the queue. Consumer only. */
  public final void drain(Consumer<Object> action) {
    for (Object element = poll(); element != null; element = poll()) {
      action.accept(element);
    }
  }

  /** Returns about how many elements wait. Any thread. */
  public final int depth() {
    Cell top = incoming;
    return (top == null ? 0 : top.depth) + taken();
  }

  /** Returns about when the oldest element came, as its producer said, or 0. Any thread. */
  public final long oldestNanos() {
    Passed older = passed;
    if (older != null) {
      return older.oldestNanos();
    }
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

  private int taken() {
    return (int) TAKEN.getOpaque(this);
  }

  /** Takes what came, newest first; null if nothing did, or the process has just been ended. */
  private @Nullable Cell exchange() {
    return incoming == null ? null : (Cell) INCOMING.getAndSet(this, null);
  }

  /** Makes what came the list, which has been used up. */
  private void collect(Cell newest) {
    TAKEN.setOpaque(this, taken + newest.depth);
    first = turned(newest);
  }

  /** Turns a stack round; returns the oldest. */
  private static @Nullable Cell turned(@Nullable Cell stack) {
    Cell rest = stack;
    Cell turned = null;
    while (rest != null) {
      Cell below = rest.next;
      rest.next = turned;
      turned = rest;
      rest = below;
    }
    return turned;
  }

  /** Takes the first cell out; it refers to no other then, which helps the collector. */
  private void advance(Cell cell) {
    first = cell.next;
    cell.next = null;
  }

  private Object removeFirst(Cell cell) {
    advance(cell);
    TAKEN.setOpaque(this, taken - 1);
    return cell.element;
  }

  /** Keeps account of what has been taken out of those passed, if anything. */
  private @Nullable Object removed(Passed older, @Nullable Object element) {
    if (element != null) {
      passed = older.trimmed();
      TAKEN.setOpaque(this, taken - 1);
    }
    return element;
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
