package dev.dream.registry;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is registered under which key. Any thread; what is found is a snapshot. */
interface Index<K, V> {

  /** Adds a slot; returns the living one that keeps it out instead, if one does. */
  @Nullable Slot<K, V> add(Slot<K, V> slot);

  /** Removes this very slot, if it is there. */
  void remove(Slot<K, V> slot);

  /** Returns the oldest under a key, or null. */
  @Nullable Slot<K, V> first(K key);

  /** Returns all under a key, oldest first. */
  List<Slot<K, V>> at(K key);

  /** Returns those of one process under a key, oldest first. */
  List<Slot<K, V>> at(K key, Owner<K, V> owner);

  /** Returns all, in no order. */
  Stream<Slot<K, V>> all();

  /** Counts all. */
  long size();
}
