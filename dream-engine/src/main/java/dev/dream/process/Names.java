package dev.dream.process;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has which name. A name is given and taken under its process's monitor, and only the living
 * hold one, so a dead process's name is free before anybody hears of the death.
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
      if (holders.remove(name, holder)) {
        holder.name = null;
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
