package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Foretells what a crash would do, from what can be seen of the processes without asking them. For
 * one request. What the code of those that hear of it does then, nobody can see.
 */
final class Deaths {

  private final Dream dream;
  private final Map<Pid, ProcessInfo> ends = new LinkedHashMap<>();
  private final Map<Pid, ProcessInfo> hears = new LinkedHashMap<>();

  private Deaths(Dream dream) {
    this.dream = dream;
  }

  /** Returns what the crash of a process would do. */
  static Death of(Dream dream, ProcessInfo first) {
    Deaths deaths = new Deaths(dream);
    deaths.follow(first);
    return deaths.told(first);
  }

  /**
   * Follows the exit signals over links: to the end of all that do not trap exits, and of servers
   * that do but whose parent it is that ends.
   */
  private void follow(ProcessInfo first) {
    Deque<ProcessInfo> signals = new ArrayDeque<>();
    signals.add(first);
    ends.put(first.pid(), first);
    while (!signals.isEmpty()) {
      ProcessInfo ending = signals.poll();
      for (ProcessInfo linked : living(ending.links())) {
        boolean survives = linked.trapExit() && !ending.pid().equals(linked.parent());
        if (survives) {
          hears.put(linked.pid(), linked);
        } else if (ends.put(linked.pid(), linked) == null) {
          signals.add(linked);
        }
      }
    }
    for (ProcessInfo ended : ends.values()) {
      living(ended.monitoredBy()).forEach(watching -> hears.put(watching.pid(), watching));
    }
    hears.keySet().removeAll(ends.keySet());
  }

  private List<ProcessInfo> living(Collection<Pid> pids) {
    return pids.stream().map(dream::info).flatMap(Optional::stream).toList();
  }

  private Death told(ProcessInfo first) {
    List<Death.Restart> restarts = new ArrayList<>();
    List<Pid> gone = new ArrayList<>(ends.keySet());
    for (ProcessInfo hearing : hears.values()) {
      Supervisor.info(dream.node(), hearing.pid())
          .flatMap(rules -> restart(hearing, rules, gone))
          .ifPresent(restarts::add);
    }
    ends.values().stream()
        .filter(ended -> comesBack(ended, gone))
        .forEach(it -> gone.remove(it.pid()));
    return new Death(
        PidText.of(first.pid()),
        ends.values().stream().map(Death.Process::of).toList(),
        hears.values().stream().map(Death.Process::of).toList(),
        restarts,
        PidText.ofAll(gone));
  }

  /** Returns whether a supervisor that ends too, and comes back, starts a process anew. */
  private boolean comesBack(ProcessInfo ended, List<Pid> gone) {
    Pid parent = ended.parent();
    return parent != null
        && ends.containsKey(parent)
        && !gone.contains(parent)
        && Supervisor.info(dream.node(), parent)
            .filter(supervisor -> !supervisor.isDynamic())
            .stream()
            .flatMap(supervisor -> supervisor.children().stream())
            .anyMatch(child -> ended.pid().equals(child.pid()));
  }

  private Optional<Death.Restart> restart(
      ProcessInfo supervisor, SupervisorInfo rules, List<Pid> gone) {
    List<ChildInfo> restarted =
        rules.children().stream()
            .filter(child -> child.pid() != null && ends.containsKey(child.pid()))
            .filter(child -> child.restart() != Restart.TEMPORARY)
            .toList();
    if (restarted.isEmpty()) {
      return Optional.empty();
    }
    restarted.forEach(child -> gone.remove(child.pid()));
    int first = rules.children().indexOf(restarted.getFirst());
    List<ChildInfo> stopped =
        switch (rules.strategy()) {
          case ONE_FOR_ONE -> List.of();
          case ONE_FOR_ALL -> rules.children();
          case REST_FOR_ONE -> rules.children().subList(first, rules.children().size());
        };
    List<ChildInfo> others =
        stopped.stream()
            .filter(child -> child.pid() != null && !ends.containsKey(child.pid()))
            .toList();
    boolean isRoot = new Supervision(dream.node()).of(supervisor).isEmpty();
    return Optional.of(Death.Restart.of(supervisor, rules, restarted, others, isRoot));
  }
}
