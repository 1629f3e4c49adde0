package dev.dream.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue with many producers and one consumer, who may also take an element out of the middle, and
 * who may rest: then a push says that it is to be woken.
 *
 * <p>Producers push onto a stack ({@code incoming}); the consumer takes the whole stack with one
 * atomic operation, turns it round and has it as a list of its own ({@code first}) until that is
 * used up. What selective receive looks at there and leaves goes into an array ({@code passed}), so
 * that is older than all in the list. All of the consumer's is in order of arrival, and taken out
 * of without any synchronisation.
 *
 * <p><b>No wake-up is lost.</b> What lies at the bottom of the stack says what the consumer does:
 * {@code AWAKE}, {@code RESTING}, {@code WAITING}; or that the queue is {@code CLOSED}, on which
 * nothing can be put. The consumer goes to rest by turning AWAKE into RESTING, which fails if
 * something has come; the one push that covers RESTING is told so, and answers for waking it. The
 * next element is put on that one's, and its producer has nobody to wake.
 *
 * <p><b>Nothing is lost when a consumer wants no more.</b> It seals the queue by turning AWAKE into
 * {@code SEALED}, which fails if something has come, as going to rest does. From then on an {@link
 * #offer} is refused as by a closed queue, and a {@link #push} is not. All that lies on SEALED has
 * {@link #SEAL} in its depth, so one look at the top tells.
 *
 * <p>Who writes what: {@code incoming} by all, with compare-and-set (release of the node, acquire
 * of the stack) and, at the end, exchange. {@code first}, {@code passed}, {@code taken} by the
 * consumer only. {@code Cell.next} belongs to the pushing thread until the push, and to whoever
 * took the stack from then on. {@link #oldestNanos} is read by anybody, without order, for display.
 *
 * <p>{@link #depth} is what has been pushed and not collected, which is exact, plus {@code taken},
 * which others read opaquely: while the consumer collects, between its taking and its next
 * statement, it is too small by what is being collected. So an {@link #offer} in that moment may
 * exceed its limit; in any other it does not.
 */
public class MailboxQueue {

  /** What a push came upon. */
  public enum Push {
    /** The element is in; the consumer will look. */
    ADDED,
    /** The element is in; the consumer rested, and the caller is to make it run. */
    ROUSED,
    /** The element is in; the consumer waited on its thread, and the caller is to wake that. */
    WOKEN,
    /** There was no room for it. */
    FULL,
    /** Nothing is taken any more. */
    CLOSED
  }

  /** The sign of a depth, which says that the queue is sealed. */
  private static final int SEAL = Integer.MIN_VALUE;

  private static final Cell AWAKE = mark("awake", 0);
  private static final Cell RESTING = mark("resting", 0);
  private static final Cell WAITING = mark("waiting", 0);
  private static final Cell SEALED = mark("sealed", SEAL);
  private static final Cell SEALED_WAITING = mark("sealed, waiting", SEAL);
  private static final Cell CLOSED = mark("closed", SEAL);

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

  private Cell incoming = AWAKE; // by VarHandle only: a volatile write here costs each start
  private @Nullable Cell first;
  private @Nullable Passed passed; // null if there are none
  private int taken;

  /** Creates an empty queue, whose consumer is awake. */
  public MailboxQueue() {}

  /**
   * Appends an element, also to a sealed queue. Any thread.
   *
   * @param nanos the time, for {@link #oldestNanos}
   */
  public final Push push(Object element, long nanos) {
    return put(element, nanos, Integer.MAX_VALUE, true);
  }

  /** Appends an element, unless so many wait already or the queue is sealed. Any thread. */
  public final Push offer(Object element, long nanos, int most) {
    return put(element, nanos, most, false);
  }

  private Push put(Object element, long nanos, int most, boolean passesSeal) {
    Cell cell = new Cell(element, nanos);
    Cell top;
    do {
      top = incoming();
      if (top.depth < 0 && (top == CLOSED || !passesSeal)) {
        return Push.CLOSED;
      }
      if (top.count() + taken() >= most) {
        return Push.FULL;
      }
      cell.next = top;
      cell.depth = top.depth + 1;
    } while (!INCOMING.compareAndSet(this, top, cell));
    return top == RESTING ? Push.ROUSED : isWaiting(top) ? Push.WOKEN : Push.ADDED;
  }

  /**
   * Takes no offers any more, if there is nothing left to take; returns false if there is. Consumer
   * only, which does not rest any more.
   */
  public final boolean seal() {
    return first == null && passed == null && INCOMING.compareAndSet(this, AWAKE, SEALED);
  }

  /** Returns whether no offers are taken any more. Any thread. */
  public final boolean isSealed() {
    return incoming().depth < 0;
  }

  /**
   * Goes to rest until a push; returns false if something came since the consumer last looked, or
   * the queue is closed. Consumer only, which does nothing any more if it rests.
   */
  public final boolean rest() {
    return INCOMING.compareAndSet(this, AWAKE, RESTING);
  }

  /**
   * Begins to wait until a push; returns false if something came since the consumer last looked, or
   * the queue is closed. Consumer only.
   */
  public final boolean beginWait() {
    return INCOMING.compareAndSet(this, AWAKE, WAITING)
        || INCOMING.compareAndSet(this, SEALED, SEALED_WAITING);
  }

  /**
   * Waits no longer, if no push has seen to it. The consumer, or who wakes it: then it looks again,
   * and waits again if it finds nothing.
   */
  public final void endWait() {
    if (!INCOMING.compareAndSet(this, WAITING, AWAKE)) {
      INCOMING.compareAndSet(this, SEALED_WAITING, SEALED);
    }
  }

  /** Returns whether the consumer rests and nothing has come since. Any thread. */
  public final boolean isResting() {
    return incoming() == RESTING;
  }

  /** Returns whether the consumer waits and nothing has come since. Any thread. */
  public final boolean isWaiting() {
    return isWaiting(incoming());
  }

  private static boolean isWaiting(Cell top) {
    return top == WAITING || top == SEALED_WAITING;
  }

  /** Takes the oldest element, or returns null. Consumer only. */
  public final @Nullable Object poll() {
    Passed older = passed;
    if (older != null) {
      return removed(older, older.poll());
    }
    if (first == null) {
      Cell newest = takeIncoming();
      if (newest == null || newest.count() == 1) {
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
    Cell newest = takeIncoming();
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
    return first == null && passed == null && !hasIncoming();
  }

  /** Returns whether something came since the consumer last looked. Consumer only. */
  public final boolean hasIncoming() {
    return incoming().count() > 0;
  }

  /**
   * Takes nothing any more, and hands on what came since the consumer last looked, oldest first.
   * Any thread.
   */
  public final void close(Consumer<Object> action) {
    for (Cell cell = turned((Cell) INCOMING.getAndSet(this, CLOSED)); cell != null; ) {
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
    return incoming().count() + taken();
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
    Cell top = incoming();
    return bottom(top).arrived;
  }

  private static Cell bottom(Cell top) {
    Cell oldest = top;
    // The consumer may turn the stack round meanwhile: the count bounds the walk.
    for (int i = top.count(); i > 1; i--) {
      Cell below = oldest.next;
      if (below == null || below.count() == 0) {
        break;
      }
      oldest = below;
    }
    return oldest;
  }

  private static Cell mark(String what, int depth) {
    Cell bottom = new Cell(what, 0);
    bottom.depth = depth;
    return bottom;
  }

  private Cell incoming() {
    return (Cell) INCOMING.getVolatile(this);
  }

  private int taken() {
    return (int) TAKEN.getOpaque(this);
  }

  /** Takes what came, newest first, and is awake; null if nothing did. */
  private @Nullable Cell takeIncoming() {
    Cell top = incoming();
    while (top.count() > 0 && !INCOMING.compareAndSet(this, top, top.depth < 0 ? SEALED : AWAKE)) {
      top = incoming();
    }
    return top.count() > 0 ? top : null;
  }

  /** Makes what came the list, which has been used up. */
  private void collect(Cell newest) {
    TAKEN.setOpaque(this, taken + newest.count());
    first = turned(newest);
  }

  /** Turns a stack round, without what lies at its bottom; returns the oldest, if there is one. */
  private static @Nullable Cell turned(Cell stack) {
    Cell turned = null;
    for (Cell rest = stack; rest != null && rest.count() > 0; ) {
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
    int depth; // of the stack from here down; 0 at the bottom; with SEAL or without
    @Nullable Cell next;

    Cell(Object element, long arrived) {
      this.element = element;
      this.arrived = arrived;
    }

    int count() {
      return depth & ~SEAL;
    }
  }
}
