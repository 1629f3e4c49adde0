package dev.dream.supervisor;

import dev.dream.process.Pid;
import dev.dream.process.ProcessName;
import dev.dream.runtime.Roster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The children of one dynamic supervisor by their pids, in start order; a child that is being
 * restarted keeps the pid it had. Changed by the supervisor's process only; the monitor of this
 * object is there for those who look at them from outside meanwhile, and is never held while a
 * child starts or stops.
 */
final class DynamicChildren {

  private final Roster<Pid, Child> byPid = new Roster<>(DynamicChildren::keyOf);

  private final Map<ProcessName, Child> byName = new HashMap<>();

  private static Pid keyOf(Child child) {
    return Objects.requireNonNull(child.lastPid(), "a dynamic child has run");
  }

  synchronized void started(Child child, Pid pid) {
    child.started(pid);
    byPid.add(child);
    ProcessName name = child.spec().options().name();
    if (name != null) {
      byName.put(name, child);
    }
  }

  synchronized void remove(Pid pid) {
    Child child = byPid.find(pid);
    byPid.remove(pid);
    ProcessName name = child == null ? null : child.spec().options().name();
    if (name != null) {
      byName.remove(name, child);
    }
  }

  /** Returns the child that has this name, or will have it again. */
  @Nullable Child find(ProcessName name) {
    return byName.get(name);
  }

  @Nullable Child find(Pid pid) {
    return byPid.find(pid);
  }

  int size() {
    return byPid.size();
  }

  synchronized List<Child> all() {
    return byPid.toList();
  }
}
