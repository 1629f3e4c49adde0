package dev.dream.spring.boot.actuate;

/** What can be done to a child of a supervisor. */
public enum ChildAction {
  /** Ends it if it runs, and starts it. */
  RESTART,
  /** Ends it and keeps its specification. */
  TERMINATE,
  /** Forgets it; it must not run. */
  DELETE
}
