package dev.dream.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any number of slots per key. A key's bag is changed only within the map's {@code compute}, so
 * that an empty one goes and no slot is added to one that is gone; its monitor is there for those
 * who read it meanwhile.
 */
final class DuplicateIndex<K, V> implements Index<K, V> {

  private final ConcurrentMap<K, Bag<K, V>> bags = new ConcurrentHashMap<>();
  private final LongAdder size = new LongAdder();

  private static final class Bag<K, V> {

    private final Set<Slot<K, V>> slots = new LinkedHashSet<>(2);

    synchronized Bag<K, V> with(Slot<K, V> slot) {
      slots.add(slot);
      return this;
    }

    synchronized boolean remove(Slot<K, V> slot) {
      return slots.remove(slot);
    }

    synchronized @Nullable Bag<K, V> orNull() {
      return slots.isEmpty() ? null : this;
    }

    synchronized List<Slot<K, V>> list() {
      return List.copyOf(slots);
    }
  }

  @Override
  public @Nullable Slot<K, V> add(Slot<K, V> slot) {
    bags.compute(slot.key, (_, bag) -> (bag == null ? new Bag<K, V>() : bag).with(slot));
    size.increment();
    return null;
  }

  @Override
  public void remove(Slot<K, V> slot) {
    bags.computeIfPresent(
        slot.key,
        (_, bag) -> {
          if (bag.remove(slot)) {
            size.decrement();
          }
          return bag.orNull();
        });
  }

  @Override
  public @Nullable Slot<K, V> first(K key) {
    List<Slot<K, V>> all = at(key);
    return all.isEmpty() ? null : all.getFirst();
  }

  @Override
  public List<Slot<K, V>> at(K key) {
    Bag<K, V> bag = bags.get(key);
    return bag == null ? List.of() : bag.list();
  }

  /** Looks among the process's own, which as a rule are fewer than all under the key. */
  @Override
  public List<Slot<K, V>> at(K key, Owner<K, V> owner) {
    return owner.slots().stream().filter(slot -> slot.key.equals(key)).toList();
  }

  @Override
  public Stream<Slot<K, V>> all() {
    return bags.values().stream().flatMap(bag -> bag.list().stream());
  }

  @Override
  public long size() {
    return size.sum();
  }
}
