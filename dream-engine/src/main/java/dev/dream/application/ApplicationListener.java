package dev.dream.application;

import dev.dream.process.ExitReason;

/** Hears of applications whose tree ended without having been stopped. */
@FunctionalInterface
public interface ApplicationListener {

  /**
   * Called once per such end, on a virtual thread that belongs to no process, before the other
   * applications are stopped if it is fatal.
   *
   * @param application its name
   * @param reason why its root supervisor ended
   * @param fatal whether all applications are stopped because of it; see {@link ApplicationType}
   */
  void applicationEnded(String application, ExitReason reason, boolean fatal);
}
