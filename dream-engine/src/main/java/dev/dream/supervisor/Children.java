package dev.dream.supervisor;

import dev.dream.process.Pid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The children of one supervisor, in start order. Changed by the supervisor's process only; the
 * monitor of this object is there for those who look at them from outside meanwhile, and is never
 * held while a child starts or stops.
 */
final class Children {

  private final SequencedMap<String, Child> byId = new LinkedHashMap<>();
  private final Map<Pid, Child> byPid = new HashMap<>();

  synchronized void add(Child child) {
    byId.putLast(child.id(), child);
  }

  synchronized void remove(Child child) {
    stopped(child);
    byId.remove(child.id());
  }

  synchronized List<Child> inStartOrder() {
    return new ArrayList<>(byId.values());
  }

  boolean anyIs(Predicate<Child> property) {
    return byId.values().stream().anyMatch(property);
  }

  @Nullable Child find(String id) {
    return byId.get(id);
  }

  @Nullable Child find(Pid pid) {
    return byPid.get(pid);
  }

  void started(Child child, @Nullable Pid pid) {
    child.started(pid);
    if (pid != null) {
      byPid.put(pid, child);
    }
  }

  void stopped(Child child) {
    byPid.remove(child.pid());
    child.stopped();
  }

  void willRestart(Child child) {
    byPid.remove(child.pid());
    child.willRestart();
  }

  /** Marks a child as stopped, or forgets it if it is temporary. */
  void ended(Child child) {
    if (child.isTemporary()) {
      remove(child);
    } else {
      stopped(child);
    }
  }
}
