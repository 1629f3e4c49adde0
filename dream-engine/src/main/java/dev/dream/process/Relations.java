package dev.dream.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that ties a process to others: made when first needed, never for the dead, guarded by
 * the process's monitor, and taken away whole by whoever ends the process.
 */
final class Relations {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  final Set<LocalProcess> links = new Few<>();
  @Nullable Watcher watchers;
  @Nullable Map<Ref, Monitor> monitors;
  @Nullable ProcessTimers timers;
  @Nullable Set<Belonging> belongings;
  Aliases.@Nullable OfProcess aliases;

  Map<Ref, Monitor> monitors() {
    Map<Ref, Monitor> known = monitors;
    if (known == null) {
      known = new HashMap<>(2);
      monitors = known;
    }
    return known;
  }

  ProcessTimers timers() {
    ProcessTimers known = timers;
    if (known == null) {
      known = new ProcessTimers();
      timers = known;
    }
    return known;
  }

  Set<Belonging> belongings() {
    Set<Belonging> known = belongings;
    if (known == null) {
      known = new Few<>();
      belongings = known;
    }
    return known;
  }

  Aliases.OfProcess aliases() {
    Aliases.OfProcess known = aliases;
    if (known == null) {
      known = new Aliases.OfProcess();
      aliases = known;
    }
    return known;
  }

  List<Address> monitored() {
    return monitors == null ? List.of() : monitors.values().stream().map(Monitor::object).toList();
  }

  List<Pid> monitoredBy() {
    return watchers().stream()
        .filter(Monitor.class::isInstance)
        .map(watcher -> ((Monitor) watcher).owner().pid)
        .toList();
  }

  /** Takes from a dead process what it had, before anybody hears of its end. */
  void releaseBelongings(LocalProcess dead) {
    if (aliases != null) {
      dead.node.aliases().ownerEnded(aliases);
    }
    if (belongings != null) {
      belongings.forEach(belonging -> release(belonging, dead));
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
    if (timers != null) {
      timers.cancel();
    }
    if (monitors != null) {
      monitors.values().forEach(Monitor::ownerEnded);
    }
    for (LocalProcess linked : links) {
      wave.linkExit(linked, dead, reason);
    }
    for (Watcher watcher : watchers()) {
      wave.down(watcher, dead.pid, reason);
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
      monitors += ties.monitors == null ? 0 : ties.monitors.size();
      watchers += ties.watchers().size();
      belongings += ties.belongings == null ? 0 : ties.belongings.size();
      timers += ties.timers == null ? 0 : ties.timers.running();
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
