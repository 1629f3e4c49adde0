package dev.dream.process;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has which name. {@code holders} is a concurrent map; {@link LocalProcess#name} is written
 * under the process's monitor, together with the entry.
 *
 * <p>A name is given and given back under its process's monitor and only to the living, and who
 * turns a process dead takes its name over under the same monitor: so either the one sees the death
 * or the other the name. The entry goes a little later, under no monitor, but before anybody hears
 * of the death. Until then it counts as none: {@link #holder} does not find the dead, and {@link
 * #register} replaces them, in one step of the map, so that of two who want the name one gets it.
 * {@link #ended} removes the entry only if it is still the dead one's.
 */
final class Names {

  private static final int MANY = 1_000;

  private final ConcurrentMap<String, LocalProcess> holders = new ConcurrentHashMap<>();

  @Nullable LocalProcess holder(String name) {
    LocalProcess holder = holders.get(name);
    return holder != null && holder.isAlive() ? holder : null;
  }

  int size() {
    return holders.size();
  }

  Optional<Pid> whereis(String name) {
    return Optional.ofNullable(holder(name)).map(holder -> holder.pid);
  }

  Set<String> registered() {
    return new TreeSet<>(holders.keySet());
  }

  void register(String name, LocalProcess process) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a process name must not be blank");
    }
    synchronized (process) {
      if (!process.isAlive()) {
        throw new NoSuchProcessException(
            "register \"%s\" failed: %s is not alive".formatted(name, process));
      }
      if (process.name != null) {
        throw new IllegalStateException(
            "register \"%s\" failed: %s has a name already; unregister that first"
                .formatted(name, process));
      }
      LocalProcess holder =
          holders.compute(name, (_, old) -> old == null || !old.isAlive() ? process : old);
      if (holder != process) {
        throw new NameTakenException(new Name(name), holder.pid);
      }
      process.name = name;
    }
  }

  void unregister(String name) {
    LocalProcess holder = holder(name);
    if (holder == null) {
      throw new IllegalArgumentException(
          "unregister \"%s\" failed: no process has that name %s".formatted(name, known()));
    }
    synchronized (holder) {
      if (name.equals(holder.name)) {
        holder.name = null; // first: who sees it there still has the name
        holders.remove(name, holder);
      }
    }
  }

  void ended(String name, LocalProcess holder) {
    holders.remove(name, holder);
  }

  /**
   * Returns a few of the registered names, for messages about one that is not: the first in order,
   * but of many any, for to sort those would cost more than what has failed.
   */
  String known() {
    return Wording.someOf("registered", holders.size() > MANY ? holders.keySet() : registered());
  }
}
