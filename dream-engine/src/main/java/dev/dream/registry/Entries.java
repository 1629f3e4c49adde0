package dev.dream.registry;

import dev.dream.process.Node;
import dev.dream.process.Pid;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of one registry, from the start of its partition to its end. A process that has any
 * is tied to them: an {@link Owner} among its belongings, and a link to the partition, both there
 * from before its first entry until after its last.
 *
 * <p>Readers take no lock of this class: they see the index as it is at the moment, without those
 * whose process has ended. Writers hold the owner's monitor, so that a process's death comes before
 * a registration, which then fails, or after it, and then removes it. Of two processes that want
 * one key the index decides.
 *
 * <p>When the partition ends, all owners are untied, so that no long-lived process keeps the dead
 * table; a registration at the same time finds nothing to link to and fails.
 */
final class Entries<K, V> {

  private static final Logger log = LoggerFactory.getLogger(Registry.class);

  private final Node node;
  private final Pid partition;
  private final Index<K, V> index;
  private final ConcurrentMap<Pid, Owner<K, V>> owners = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private Entries(Node node, Pid partition, Index<K, V> index) {
    this.node = node;
    this.partition = partition;
    this.index = index;
  }

  static <K, V> Entries<K, V> open(Node node, Pid partition, Index<K, V> index) {
    Entries<K, V> entries = new Entries<>(node, partition, index);
    if (!node.kernel().attach(partition, _ -> entries.close())) {
      entries.closed = true;
    }
    return entries;
  }

  /**
   * Returns whether the partition lives. Not so before the registry's process hears of its end, and
   * so before there are others in their place.
   */
  boolean isOpen() {
    return !closed;
  }

  /** A registration came too late: the process, or the partition, has ended. */
  static final class TooLate extends Exception {
    private static final long serialVersionUID = 1L;

    TooLate() {
      super("ended", null, false, false);
    }
  }

  /** Adds an entry; returns who keeps it out instead, if somebody does. */
  @Nullable Pid register(Pid pid, K key, @Nullable V value) throws TooLate {
    while (true) {
      Owner<K, V> owner = owners.computeIfAbsent(pid, known -> new Owner<>(this, known));
      synchronized (owner) {
        if (!owner.isGone()) {
          tie(owner);
          return add(owner, new Slot<>(owner, key, value));
        }
      }
    }
  }

  /**
   * Removes a process's entries under a key that fit.
   *
   * @return whether none is left there
   */
  boolean unregister(Pid pid, K key, Predicate<? super V> fits) {
    Owner<K, V> owner = owners.get(pid);
    if (owner == null) {
      return true;
    }
    List<Slot<K, V>> own = index.at(key, owner);
    List<Slot<K, V>> fitting = own.stream().filter(slot -> fits(slot, fits)).toList();
    synchronized (owner) {
      fitting.forEach(slot -> remove(owner, slot));
      untieIfEmpty(owner);
    }
    return fitting.size() == own.size();
  }

  /** Returns a process's own slot under a key, or null. */
  @Nullable Slot<K, V> own(Pid pid, K key) {
    Slot<K, V> slot = index.first(key);
    return slot != null && slot.owner.pid().equals(pid) ? slot : null;
  }

  /** Returns the oldest living slot under a key, or null. */
  @Nullable Slot<K, V> first(K key) {
    Slot<K, V> slot = index.first(key);
    return slot != null && slot.isAlive() ? slot : null;
  }

  Stream<Slot<K, V>> at(K key) {
    return index.at(key).stream().filter(Slot::isAlive);
  }

  Stream<Slot<K, V>> all() {
    return index.all().filter(Slot::isAlive);
  }

  Stream<Slot<K, V>> of(Pid pid) {
    Owner<K, V> owner = owners.get(pid);
    return owner == null ? Stream.empty() : owner.slots().stream().filter(Slot::isAlive);
  }

  /** Returns a process's own slots under a key, oldest first. */
  Stream<Slot<K, V>> of(Pid pid, K key) {
    Owner<K, V> owner = owners.get(pid);
    return owner == null ? Stream.empty() : index.at(key, owner).stream().filter(Slot::isAlive);
  }

  long size() {
    return index.size();
  }

  /** Returns how many processes are tied to it. */
  int owners() {
    return owners.size();
  }

  boolean isAlive(Pid pid) {
    return node.alive(pid);
  }

  /** Whether a value fits; what is named {@code via(key)} has none and is asked about as null. */
  @SuppressWarnings("NullAway")
  static <V> boolean fits(Slot<?, V> slot, Predicate<? super V> fits) {
    return fits.test(slot.value);
  }

  /** Forgets a process that has ended. */
  void ended(Owner<K, V> owner) {
    synchronized (owner) {
      owner.gone();
      owners.remove(owner.pid(), owner);
      owner.slots().forEach(slot -> removeAnyhow(owner, slot));
    }
  }

  private void close() {
    closed = true;
    for (Owner<K, V> owner : owners.values()) {
      node.kernel().detach(owner.pid(), owner);
      ended(owner);
    }
  }

  // --- caller holds the owner's monitor

  private void tie(Owner<K, V> owner) throws TooLate {
    if (!owner.isNew()) {
      return;
    }
    Pid pid = owner.pid();
    boolean tied = false;
    try { // refused, if the process that runs this has been killed
      tied = node.kernel().attach(pid, owner) && node.kernel().link(pid, partition);
    } finally {
      if (!tied) {
        untie(owner);
      }
    }
    if (!tied) {
      throw new TooLate();
    }
    owner.tied();
  }

  private @Nullable Pid add(Owner<K, V> owner, Slot<K, V> slot) {
    try {
      Slot<K, V> present = index.add(slot);
      if (present == null) {
        owner.append(slot);
        return null;
      }
      return present.owner.pid();
    } finally {
      untieIfEmpty(owner); // it was kept out, or the key's own hashCode threw
    }
  }

  private void remove(Owner<K, V> owner, Slot<K, V> slot) {
    if (owner.remove(slot)) {
      index.remove(slot);
    }
  }

  /** Removes a slot for a process that cannot hear what its key's {@code hashCode} throws. */
  private void removeAnyhow(Owner<K, V> owner, Slot<K, V> slot) {
    try {
      remove(owner, slot);
    } catch (Throwable badKey) {
      log.error(
          "a key of {} in a registry cannot be removed; it must not change", owner.pid(), badKey);
    }
  }

  private void untieIfEmpty(Owner<K, V> owner) {
    if (owner.isEmpty() && !owner.isGone()) {
      node.kernel().unlink(owner.pid(), partition);
      untie(owner);
    }
  }

  private void untie(Owner<K, V> owner) {
    owner.gone();
    node.kernel().detach(owner.pid(), owner);
    owners.remove(owner.pid(), owner);
  }
}
