package dev.dream.process;

import org.jspecify.annotations.Nullable;

/** The start of one process: entered, linked, monitored and named before it runs, or not at all. */
final class Launch {

  private final LocalProcess child;
  private final @Nullable LocalProcess parent;
  private final ProcessTable table;

  Launch(LocalProcess child, @Nullable LocalProcess parent, ProcessTable table) {
    this.child = child;
    this.parent = parent;
    this.table = table;
  }

  /** Starts the process; if that is refused, nothing ran and nobody is told. */
  Pid launch(SpawnOptions options, @Nullable Ref monitor) {
    table.enter(child);
    try {
      child.node.requireOpen();
      if (options.link()) {
        Links.link(parent("spawnLink"), child);
      }
      if (monitor != null) {
        Monitor.start(parent("spawnMonitor"), child, monitor, child.pid);
      }
      if (options.name() != null) { // last: from now on others find it
        table.register(options.name(), child);
      }
    } catch (Throwable refused) {
      undo(monitor);
      throw refused;
    }
    child.node.tally().spawn();
    child.start();
    return child.pid;
  }

  private LocalProcess parent(String operation) {
    if (parent == null) {
      throw new IllegalStateException(Wording.noCurrentProcess(operation));
    }
    return parent;
  }

  private void undo(@Nullable Ref monitor) {
    if (parent != null) {
      Links.unlink(parent, child.pid);
    }
    if (parent != null && monitor != null) {
      Monitor.cancel(parent, monitor);
    }
    synchronized (child) {
      child.status = LocalProcess.DEAD;
    }
    Leftovers.clear(child);
    table.leave(child, null);
  }
}
