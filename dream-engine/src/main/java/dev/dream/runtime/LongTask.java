package dev.dream.runtime;

/**
 * A task that had been with one worker for some time when the {@link Watch} noticed. Any thread.
 */
public final class LongTask {

  private final Worker worker;
  private final int ticks;
  private final Object occupant;
  private final long since;

  LongTask(Worker worker, int ticks, Object occupant, long since) {
    this.worker = worker;
    this.ticks = ticks;
    this.occupant = occupant;
    this.since = since;
  }

  /** Returns who had the worker: a process. */
  public Object occupant() {
    return occupant;
  }

  /** Returns when it was first seen there, by {@link System#nanoTime}. */
  public long since() {
    return since;
  }

  /** Returns whether the worker has given it back. */
  public boolean isOver() {
    return worker.ticks() != ticks;
  }

  /** Returns the worker's thread. */
  public Thread thread() {
    return worker.thread();
  }
}
