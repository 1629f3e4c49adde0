package dev.dream.process;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set in the order of insertion that mostly has no element or one, and then is small: a process
 * has one link, to its supervisor. The first element is held directly, several in a set. Elements
 * must not be sets of this kind themselves. Not safe for several threads.
 */
final class Few<E> extends AbstractSet<E> {

  private @Nullable Object held;

  @Override
  public int size() {
    Set<E> many = many();
    return many != null ? many.size() : held == null ? 0 : 1;
  }

  @Override
  public boolean contains(@Nullable Object element) {
    Set<E> many = many();
    return many != null ? many.contains(element) : held != null && held.equals(element);
  }

  @Override
  @SuppressWarnings("unchecked") // what is held and no set is an element
  public boolean add(E element) {
    Set<E> many = many();
    if (many != null) {
      return many.add(element);
    }
    if (held == null) {
      held = element;
      return true;
    }
    if (held.equals(element)) {
      return false;
    }
    Set<E> both = new LinkedHashSet<>(8);
    both.add((E) held);
    both.add(element);
    held = both;
    return true;
  }

  @Override
  public boolean remove(@Nullable Object element) {
    Set<E> many = many();
    if (many != null) {
      return many.remove(element);
    }
    boolean found = held != null && held.equals(element);
    if (found) {
      held = null;
    }
    return found;
  }

  @Override
  public Iterator<E> iterator() {
    Set<E> many = many();
    return many == null ? new One() : many.iterator();
  }

  @SuppressWarnings("unchecked") // only add makes one
  private @Nullable Set<E> many() {
    return held instanceof LinkedHashSet<?> set ? (Set<E>) set : null;
  }

  /** Goes over the element that is held directly, if any. */
  private final class One implements Iterator<E> {

    private boolean done = held == null;

    @Override
    public boolean hasNext() {
      return !done;
    }

    @Override
    @SuppressWarnings("unchecked") // no set, hence an element
    public E next() {
      if (done || held == null) {
        throw new NoSuchElementException();
      }
      done = true;
      return (E) held;
    }

    @Override
    public void remove() {
      held = null;
    }
  }
}
