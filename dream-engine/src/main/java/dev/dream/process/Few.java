package dev.dream.process;

import dev.dream.runtime.Roster;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A set in the order of insertion that mostly has no element or one, and then is small: a process
 * has one link, to its supervisor. The first element is held directly, several in a {@link Roster}.
 * Who goes over it goes over a copy, and may change it meanwhile. Not safe for several threads.
 */
final class Few<E> implements Iterable<E> {

  private @Nullable Object held;

  int size() {
    Roster<E, E> many = many();
    return many != null ? many.size() : held == null ? 0 : 1;
  }

  /** Adds an element as the last, if it is not there yet. */
  boolean add(E element) {
    Roster<E, E> many = many();
    if (many == null) {
      E first = first();
      if (first == null) {
        held = element;
        return true;
      }
      if (first.equals(element)) {
        return false;
      }
      many = new Roster<>(Function.identity());
      many.add(first);
      held = many;
    }
    return many.add(element);
  }

  boolean remove(E element) {
    Roster<E, E> many = many();
    if (many != null) {
      return many.remove(element) != null;
    }
    boolean found = element.equals(held);
    if (found) {
      held = null;
    }
    return found;
  }

  Stream<E> stream() {
    return toList().stream();
  }

  @Override
  public Iterator<E> iterator() {
    return toList().iterator();
  }

  private List<E> toList() {
    Roster<E, E> many = many();
    if (many != null) {
      return many.toList();
    }
    E first = first();
    return first == null ? List.of() : List.of(first);
  }

  /** Returns the element that is held directly; to be asked if there are not many. */
  @SuppressWarnings("unchecked") // no roster, hence an element
  private @Nullable E first() {
    return (E) held;
  }

  @SuppressWarnings("unchecked") // only add makes one
  private @Nullable Roster<E, E> many() {
    return held instanceof Roster<?, ?> roster ? (Roster<E, E>) roster : null;
  }
}
