package dev.dream.registry;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One slot per key. Who takes a key is decided by the map, atomically. The slot of a process that
 * has just ended, and is about to be removed, keeps nobody out: it is replaced.
 */
final class UniqueIndex<K, V> implements Index<K, V> {

  private final ConcurrentMap<K, Slot<K, V>> slots = new ConcurrentHashMap<>();

  @Override
  public @Nullable Slot<K, V> add(Slot<K, V> slot) {
    while (true) {
      Slot<K, V> present = slots.putIfAbsent(slot.key, slot);
      if (present == null) {
        return null;
      }
      if (present.isAlive()) {
        return present;
      }
      if (slots.replace(slot.key, present, slot)) {
        return null;
      }
    }
  }

  @Override
  public void remove(Slot<K, V> slot) {
    slots.remove(slot.key, slot);
  }

  @Override
  public @Nullable Slot<K, V> first(K key) {
    return slots.get(key);
  }

  @Override
  public List<Slot<K, V>> at(K key) {
    Slot<K, V> slot = slots.get(key);
    return slot == null ? List.of() : List.of(slot);
  }

  @Override
  public List<Slot<K, V>> at(K key, Owner<K, V> owner) {
    return at(key).stream().filter(slot -> slot.owner == owner).toList();
  }

  @Override
  public Stream<Slot<K, V>> all() {
    return slots.values().stream();
  }

  @Override
  public long size() {
    return slots.size();
  }
}
