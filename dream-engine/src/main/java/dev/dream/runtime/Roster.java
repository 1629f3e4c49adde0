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
 * <p>{@code elements} has gaps where one was removed, until it is full or mostly gaps and made
 * anew. {@code slots} is a hash table with open addressing and linear probing: a slot holds a place
 * in {@code elements}, counted from one, or zero. It has no gaps: what a removed element kept from
 * its own slot moves up. At least half of all slots are free, so no search is long.
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
    int slot = slotOf(key);
    int place = slots[slot];
    if (place == 0) {
      return null;
    }
    E removed = element(place - 1);
    elements[place - 1] = null;
    size--;
    free(slot);
    if (place == end) {
      end--;
    } else if (end > FEW && size < end / 4) {
      rebuild(); // or to go through those that are left would take too long
    }
    return removed;
  }

  /** Returns a copy: all of them, in order. */
  public List<E> toList() {
    List<E> all = new ArrayList<>(size);
    for (int i = 0; i < end; i++) {
      if (elements[i] != null) {
        all.add(element(i));
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
    int slot = ownSlot(key);
    while (slots[slot] != 0 && !key.equals(keyOf.apply(element(slots[slot] - 1)))) {
      slot = next(slot);
    }
    return slot;
  }

  /** Frees a slot, and moves up those that are behind it because it was taken. */
  private void free(int slot) {
    int free = slot;
    for (int taken = next(free); slots[taken] != 0; taken = next(taken)) {
      int own = ownSlot(keyOf.apply(element(slots[taken] - 1)));
      if (distance(own, taken) >= distance(free, taken)) {
        slots[free] = slots[taken];
        free = taken;
      }
    }
    slots[free] = 0;
  }

  private int ownSlot(K key) {
    return (int) (Integer.toUnsignedLong(key.hashCode() * GOLDEN_RATIO) * slots.length >>> 32);
  }

  private int next(int slot) {
    return slot + 1 == slots.length ? 0 : slot + 1;
  }

  private int distance(int from, int to) {
    return to >= from ? to - from : to - from + slots.length;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // only add puts something there; slots know no gap
  private E element(int place) {
    return (E) elements[place];
  }
}
