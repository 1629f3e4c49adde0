package dev.dream.process;

import java.time.Instant;

/**
 * Something that whoever watches over a system should know; see {@link Reports}. The kinds are
 * {@link CrashReport} and those of the supervisors.
 */
public interface Report {

  /** Returns when it happened. */
  Instant at();

  /** Returns the process that it is about. */
  Pid process();
}
