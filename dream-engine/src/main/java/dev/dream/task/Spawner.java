package dev.dream.task;

import dev.dream.process.Pid;
import dev.dream.supervisor.ChildException;

/** Starts the tasks of one stream, in the process of its {@link StreamMonitor}. */
@FunctionalInterface
interface Spawner {

  /**
   * Starts a task for a stream's owner, which will tell it what to do.
   *
   * @throws ChildException if a supervisor takes no more
   */
  Spawned spawn(Pid owner);

  /** A task that runs, and whether it is linked to the monitor. */
  record Spawned(Pid pid, boolean linked) {}
}
