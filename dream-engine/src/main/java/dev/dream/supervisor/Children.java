package dev.dream.supervisor;

import dev.dream.process.Pid;
import dev.dream.runtime.Roster;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The children of one supervisor, in start order. Changed by the supervisor's process only; the
 * monitor of this object is there for those who look at them from outside meanwhile, and is never
 * held while a child starts or stops.
 */
final class Children {

  private final Roster<String, Child> byId = new Roster<>(Child::id);
  private final Roster<Pid, Child> running = new Roster<>(Children::pidOf);

  private static Pid pidOf(Child child) {
    return Objects.requireNonNull(child.pid(), "a child that runs has a pid");
  }

  synchronized void add(Child child) {
    byId.add(child);
  }

  synchronized void remove(Child child) {
    stopped(child);
    byId.remove(child.id());
  }

  synchronized List<Child> inStartOrder() {
    return byId.toList();
  }

  boolean anyIs(Predicate<Child> property) {
    return byId.toList().stream().anyMatch(property);
  }

  @Nullable Child find(String id) {
    return byId.find(id);
  }

  @Nullable Child find(Pid pid) {
    return running.find(pid);
  }

  /** Its start succeeded; null: by answering ignore. It did not run. */
  void started(Child child, @Nullable Pid pid) {
    child.started(pid);
    if (pid != null) {
      running.add(child);
    }
  }

  void stopped(Child child) {
    leave(child);
    child.stopped();
  }

  void willRestart(Child child) {
    leave(child);
    child.willRestart();
  }

  private void leave(Child child) {
    Pid pid = child.pid();
    if (pid != null) {
      running.remove(pid);
    }
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
