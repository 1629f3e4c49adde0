package dev.dream.registry;

import dev.dream.process.Belonging;
import dev.dream.process.Pid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process with its slots, in order of registration. Belongs to the process, so that the slots
 * are gone when others hear of its death.
 *
 * <p>Everything is guarded by its monitor, and {@link Entries} holds that while it ties an owner to
 * its process and unties it; so there is one owner per process at a time, and who finds one that is
 * gone makes another. The monitor is taken before those of processes and before the index's locks,
 * and no user code but the keys' own {@code equals} runs under it: a dying process waits for
 * nothing that takes long.
 */
final class Owner<K, V> implements Belonging {

  private final Entries<K, V> entries;
  private final Pid pid;
  private State state = State.NEW;
  private @Nullable Slot<K, V> first;
  private @Nullable Slot<K, V> last;

  private enum State {
    NEW,
    TIED,
    GONE
  }

  Owner(Entries<K, V> entries, Pid pid) {
    this.entries = entries;
    this.pid = pid;
  }

  Pid pid() {
    return pid;
  }

  boolean isAlive() {
    return entries.isAlive(pid);
  }

  synchronized boolean isNew() {
    return state == State.NEW;
  }

  synchronized boolean isGone() {
    return state == State.GONE;
  }

  synchronized boolean isEmpty() {
    return first == null;
  }

  synchronized void tied() {
    state = State.TIED;
  }

  synchronized void gone() {
    state = State.GONE;
  }

  synchronized void append(Slot<K, V> slot) {
    Slot<K, V> end = last;
    slot.before = end;
    last = slot;
    if (end == null) {
      first = slot;
    } else {
      end.after = slot;
    }
  }

  /** Takes a slot out; returns false if it is out already. */
  synchronized boolean remove(Slot<K, V> slot) {
    Slot<K, V> before = slot.before;
    Slot<K, V> after = slot.after;
    if (before == null && first != slot) {
      return false;
    }
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    slot.before = null;
    slot.after = null;
    return true;
  }

  synchronized List<Slot<K, V>> slots() {
    List<Slot<K, V>> all = new ArrayList<>(1);
    for (Slot<K, V> slot = first; slot != null; slot = slot.after) {
      all.add(slot);
    }
    return all;
  }

  @Override
  public void ownerEnded(Pid owner) {
    entries.ended(this);
  }
}
