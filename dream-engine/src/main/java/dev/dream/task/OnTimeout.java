package dev.dream.task;

/** What an {@code asyncStream} does when one of its tasks takes too long. It is killed anyhow. */
public enum OnTimeout {
  /** The process that consumes the stream exits. */
  EXIT,
  /** The result of that task is an exit with reason timeout, and the stream goes on. */
  KILL_TASK
}
