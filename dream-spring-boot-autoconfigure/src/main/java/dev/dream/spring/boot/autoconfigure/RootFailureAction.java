package dev.dream.spring.boot.autoconfigure;

/** What to do when the root supervisor has ended by itself. */
public enum RootFailureAction {
  /** The application goes on without its processes, and its liveness state becomes broken. */
  BREAK_LIVENESS,
  /** The application context is closed, with exit code 1. */
  CLOSE_APPLICATION
}
