package dev.dream.supervisor;

import dev.dream.process.Pid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The children of one dynamic supervisor by their pids, in start order; a child that is being
 * restarted keeps the pid it had. Changed by the supervisor's process only; the monitor of this
 * object is there for those who look at them from outside meanwhile, and is never held while a
 * child starts or stops.
 */
final class DynamicChildren {

  private final Map<Pid, Child> byPid = new LinkedHashMap<>();

  synchronized void started(Child child, Pid pid) {
    child.started(pid);
    byPid.put(pid, child);
  }

  synchronized void remove(Pid pid) {
    byPid.remove(pid);
  }

  @Nullable Child find(Pid pid) {
    return byPid.get(pid);
  }

  int size() {
    return byPid.size();
  }

  synchronized List<Child> all() {
    return new ArrayList<>(byPid.values());
  }
}
