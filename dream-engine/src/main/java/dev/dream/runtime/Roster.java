package dev.dream.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Elements in the order in which they came, each found by a key that it knows itself and keeps
 * while it is here. Of many, each takes 12 to 18 bytes, a third of what a map with linked entries
 * needs. Not safe for several threads.
 *
 * <p>{@code elements} has gaps where one was removed. {@code slots} is a hash table with open
 * addressing: a slot holds a place in {@code elements}, counted from one, or zero. That of a gap
 * stays taken until both are made anew, which is when {@code elements} is full or mostly gaps. So
 * at least half of all slots are free, and no search is long.
 */
public final class Roster<K, E> {

  private static final int FEW = 4;
  private static final int GOLDEN_RATIO = 0x9E3779B9; // spreads hashes that follow one another

  private final Function<? super E, ? extends K> keyOf;
  private @Nullable Object[] elements = new Object[FEW];
  private int[] slots = new int[2 * FEW];
  private int end;
  private int size;

  /** Creates an empty one. */
  public Roster(Function<? super E, ? extends K> keyOf) {
    this.keyOf = keyOf;
  }

  /** Returns how many there are. */
  public int size() {
    return size;
  }

  /** Returns the element with this key, or null. */
  public @Nullable E find(K key) {
    int place = slots[slotOf(key)];
    return place == 0 ? null : element(place - 1);
  }

  /** Adds an element as the last; returns false if there is one with its key. */
  public boolean add(E element) {
    K key = keyOf.apply(element);
    if (slots[slotOf(key)] != 0) {
      return false;
    }
    if (end == elements.length) {
      rebuild();
    }
    append(key, element);
    return true;
  }

  /** Removes the element with this key and returns it, or null. */
  public @Nullable E remove(K key) {
    int place = slots[slotOf(key)];
    if (place == 0) {
      return null;
    }
    E removed = element(place - 1);
    elements[place - 1] = null;
    size--;
    if (end > FEW && size < end / 4) {
      rebuild(); // or to go through those that are left would take too long
    }
    return removed;
  }

  /** Returns a copy: all of them, in order. */
  public List<E> toList() {
    List<E> all = new ArrayList<>(size);
    for (int i = 0; i < end; i++) {
      E element = element(i);
      if (element != null) {
        all.add(element);
      }
    }
    return all;
  }

  /** Closes the gaps and makes room for half as many again. */
  private void rebuild() {
    List<E> all = toList();
    int room = Math.max(FEW, size + size / 2);
    elements = new Object[room];
    slots = new int[2 * room];
    end = 0;
    size = 0;
    for (E element : all) {
      append(keyOf.apply(element), element);
    }
  }

  private void append(K key, E element) {
    int slot = slotOf(key);
    elements[end] = element;
    end++;
    slots[slot] = end;
    size++;
  }

  /** Returns the slot of the element with this key or, if there is none, a free one for it. */
  private int slotOf(K key) {
    int slot = (int) (Integer.toUnsignedLong(key.hashCode() * GOLDEN_RATIO) * slots.length >>> 32);
    while (slots[slot] != 0 && !isAt(slots[slot] - 1, key)) {
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return slot;
  }

  private boolean isAt(int place, K key) {
    E element = element(place);
    return element != null && key.equals(keyOf.apply(element));
  }

  @SuppressWarnings("unchecked") // only add puts something there
  private @Nullable E element(int place) {
    return (E) elements[place];
  }
}
