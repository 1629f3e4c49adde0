package dev.dream.spring.boot.actuate;

/** What can be done to a process that goes on to live. */
public enum ProcessAction {
  /** Lets it take no messages: they wait. */
  SUSPEND,
  /** Lets it go on. */
  RESUME
}
