package dev.dream.runtime;

/**
 * Something that becomes runnable again and again: a callback process.
 *
 * <p>It is in at most one run queue at a time; its owner sees to that before it calls {@link
 * Scheduler#schedule}.
 */
public interface Task {

  /** Runs one bounded batch on a worker's thread. May block. Must not throw. */
  void run(Worker worker);
}
