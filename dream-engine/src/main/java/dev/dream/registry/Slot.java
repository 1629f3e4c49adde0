package dev.dream.registry;

import org.jspecify.annotations.Nullable;

/**
 * One registration: the entry itself, in the index under its key and in its owner's list. {@code
 * value} is written by the owner's process and read by anybody; the list's links are guarded by the
 * owner's monitor. Equal to nothing but itself, for a process may register the same twice.
 */
final class Slot<K, V> {

  final Owner<K, V> owner;
  final K key;
  volatile @Nullable V value;
  @Nullable Slot<K, V> before;
  @Nullable Slot<K, V> after;

  Slot(Owner<K, V> owner, K key, @Nullable V value) {
    this.owner = owner;
    this.key = key;
    this.value = value;
  }

  /** Returns whether its process has not ended, whether or not that has been cleared away. */
  boolean isAlive() {
    return owner.isAlive();
  }

  Entry<K, V> entry() {
    return new Entry<>(key, owner.pid(), value);
  }
}
