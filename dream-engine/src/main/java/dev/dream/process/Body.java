package dev.dream.process;

/**
 * The code of a plain process. It has a virtual thread of its own, may block, and takes messages
 * with {@link Processes#receive()}. Returning is a normal exit; whatever it throws is the reason.
 */
@FunctionalInterface
public interface Body {

  /** Runs from the process's start to its end. */
  void run() throws Exception;
}
