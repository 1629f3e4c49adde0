package dev.dream.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that ties a process to others: made when first needed, never for the dead, guarded by
 * the process's monitor, and taken away whole by whoever ends the process.
 */
final class Relations {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  final Few<LocalProcess> links = new Few<>();
  @Nullable Watcher watchers;
  private @Nullable Further further;

  /** What few processes have, apart from the others': those are small without it. */
  private static final class Further {
    @Nullable Map<Ref, Monitor> monitors;
    @Nullable ProcessTimers timers;
    @Nullable Few<Belonging> belongings;
    Aliases.@Nullable OfProcess aliases;
  }

  private Further further() {
    Further known = further;
    if (known == null) {
      known = new Further();
      further = known;
    }
    return known;
  }

  Map<Ref, Monitor> monitors() {
    Further own = further();
    Map<Ref, Monitor> known = own.monitors;
    if (known == null) {
      known = new HashMap<>(2);
      own.monitors = known;
    }
    return known;
  }

  ProcessTimers timers() {
    Further own = further();
    ProcessTimers known = own.timers;
    if (known == null) {
      known = new ProcessTimers();
      own.timers = known;
    }
    return known;
  }

  Few<Belonging> belongings() {
    Further own = further();
    Few<Belonging> known = own.belongings;
    if (known == null) {
      known = new Few<>();
      own.belongings = known;
    }
    return known;
  }

  Aliases.OfProcess aliases() {
    Further own = further();
    Aliases.OfProcess known = own.aliases;
    if (known == null) {
      known = new Aliases.OfProcess();
      own.aliases = known;
    }
    return known;
  }

  /** Returns the aliases if there ever was one. */
  Aliases.@Nullable OfProcess knownAliases() {
    return further == null ? null : further.aliases;
  }

  List<Address> monitored() {
    return further == null || further.monitors == null
        ? List.of()
        : further.monitors.values().stream().map(Monitor::object).toList();
  }

  List<Pid> monitoredBy() {
    return watchers().stream()
        .filter(Monitor.class::isInstance)
        .map(watcher -> ((Monitor) watcher).owner().pid)
        .toList();
  }

  /** Takes from a dead process what it had, before anybody hears of its end. */
  void releaseBelongings(LocalProcess dead) {
    Further own = further;
    if (own == null) {
      return;
    }
    if (own.aliases != null) {
      dead.node.aliases().ownerEnded(own.aliases);
    }
    if (own.belongings != null) {
      own.belongings.forEach(belonging -> release(belonging, dead));
    }
  }

  /** Whatever a belonging throws, the exit goes on: all others are still to hear of it. */
  private static void release(Belonging belonging, LocalProcess dead) {
    try {
      belonging.ownerEnded(dead.pid);
    } catch (Throwable broken) {
      log.error("something that belonged to {} failed when that ended", dead, broken);
    }
  }

  /** Unties a dead process, whose relations no other thread can reach any more, from all others. */
  void release(LocalProcess dead, ExitReason reason, ExitWave wave) {
    if (further != null) {
      endWaits(further);
    }
    for (LocalProcess linked : links) {
      wave.linkExit(linked, dead, reason);
    }
    for (Watcher watcher : watchers()) {
      wave.down(watcher, dead.pid, reason);
    }
  }

  private static void endWaits(Further own) {
    if (own.timers != null) {
      own.timers.cancel();
    }
    if (own.monitors != null) {
      own.monitors.values().forEach(Monitor::ownerEnded);
    }
  }

  /** How much the relations of several processes hold together. Caller holds their monitors. */
  static final class Count {
    int links;
    int monitors;
    int watchers;
    int belongings;
    int timers;

    void add(@Nullable Relations ties) {
      if (ties == null) {
        return;
      }
      links += ties.links.size();
      watchers += ties.watchers().size();
      if (ties.further != null) {
        add(ties.further);
      }
    }

    private void add(Further own) {
      monitors += own.monitors == null ? 0 : own.monitors.size();
      belongings += own.belongings == null ? 0 : own.belongings.size();
      timers += own.timers == null ? 0 : own.timers.running();
    }
  }

  /** Returns the watchers, in the order they came. */
  private List<Watcher> watchers() {
    List<Watcher> found = new ArrayList<>();
    for (Watcher watcher = watchers; watcher != null; watcher = watcher.following()) {
      found.add(watcher);
    }
    return found.reversed();
  }
}
