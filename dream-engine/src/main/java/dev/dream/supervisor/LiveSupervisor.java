package dev.dream.supervisor;

/** A supervisor of any kind as others may look at it, on any thread, while it works. */
@FunctionalInterface
interface LiveSupervisor {

  SupervisorInfo info();
}
