package dev.dream.process;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The active aliases of one node. Whether an alias is active is decided under its owner's monitor,
 * where {@link Active} is found among the owner's relations: so an answer and the end of a monitor
 * cannot both come in, and nothing comes through after {@code unalias} has returned.
 */
final class Aliases {

  private final ConcurrentMap<Alias, LocalProcess> owners = new ConcurrentHashMap<>();

  /**
   * What ends an active alias.
   *
   * @param mode the rule
   * @param monitor the monitor it belongs to, or null
   */
  private record Active(AliasMode mode, @Nullable Ref monitor) {}

  /** One process's active aliases, guarded by its monitor. */
  static final class OfProcess {
    private final Map<Alias, Active> active = new HashMap<>(2);
    private final Map<Ref, Alias> byMonitor = new HashMap<>(2);
  }

  /** Makes an alias active. */
  void add(LocalProcess owner, Alias alias, AliasMode mode, @Nullable Ref monitor) {
    synchronized (owner) {
      owner.requireAlive();
      OfProcess own = owner.relations().aliases();
      own.active.put(alias, new Active(mode, monitor));
      if (monitor != null && mode.endsWithMonitor()) {
        own.byMonitor.put(monitor, alias);
      }
      owners.put(alias, owner);
    }
  }

  /** Returns whose alias it is, if it is active. */
  @Nullable LocalProcess owner(Alias alias) {
    LocalProcess owner = owners.get(alias);
    return owner != null && owner.isAlive() ? owner : null;
  }

  int size() {
    return owners.size();
  }

  /** Puts a message into the owner's mailbox; returns false if the alias is not active. */
  boolean deliver(Alias alias, Object message) {
    LocalProcess owner = owners.get(alias);
    if (owner == null) {
      return false;
    }
    Monitor ended = null;
    synchronized (owner) {
      OfProcess own = of(owner);
      Active rule = own == null ? null : own.active.get(alias);
      if (own == null || rule == null) {
        return false;
      }
      if (rule.mode.endsWithReply()) {
        forget(own, alias);
        ended = rule.mode.endsWithMonitor() ? Monitor.remove(owner, rule.monitor) : null;
      }
      owner.push(message);
    }
    if (ended != null) {
      ended.ownerEnded(); // locks the target, hence not under the owner's monitor
    }
    return true;
  }

  /** Switches an alias of this process off; returns whether it was active. */
  boolean remove(LocalProcess owner, Alias alias) {
    synchronized (owner) {
      OfProcess own = of(owner);
      return own != null && forget(own, alias);
    }
  }

  /** Switches off the alias of a monitor that has just ended. Caller holds the owner's monitor. */
  void monitorEnded(LocalProcess owner, Ref monitor) {
    OfProcess own = of(owner);
    Alias alias = own == null ? null : own.byMonitor.get(monitor);
    if (own != null && alias != null) {
      forget(own, alias);
    }
  }

  /** Forgets the aliases of a dead process. */
  void ownerEnded(OfProcess own) {
    owners.keySet().removeAll(own.active.keySet());
  }

  private boolean forget(OfProcess own, Alias alias) {
    owners.remove(alias);
    Active ended = own.active.remove(alias);
    if (ended != null && ended.monitor != null) {
      own.byMonitor.remove(ended.monitor);
    }
    return ended != null;
  }

  private static @Nullable OfProcess of(LocalProcess owner) {
    Relations known = owner.relations;
    return known == null ? null : known.knownAliases();
  }
}
