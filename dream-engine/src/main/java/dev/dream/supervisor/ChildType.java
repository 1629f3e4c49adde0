package dev.dream.supervisor;

/** What a child is; decides its default {@link Shutdown}. */
public enum ChildType {
  /** A process that works. */
  WORKER,
  /** A process that supervises others. */
  SUPERVISOR
}
