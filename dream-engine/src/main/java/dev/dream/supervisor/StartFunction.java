package dev.dream.supervisor;

import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;

/**
 * Starts one child, in the supervisor's process: the new process must be linked to it, as {@code
 * startLink} does. Erlang: the start tuple of a child specification.
 */
@FunctionalInterface
public interface StartFunction {

  /** Starts the child and returns how that went. */
  StartResult start(StartOptions options) throws Exception;
}
