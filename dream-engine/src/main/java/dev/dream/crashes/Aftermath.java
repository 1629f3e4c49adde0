package dev.dream.crashes;

import dev.dream.process.Pid;
import java.time.Instant;

/** What followed the crash of a supervisor's child. */
public sealed interface Aftermath {

  /**
   * It is to be started again, and is not running yet.
   *
   * @param failedStarts how often that was tried without success
   */
  record Pending(int failedStarts) implements Aftermath {}

  /**
   * It was started again.
   *
   * @param process as whom
   * @param at when
   */
  record Restarted(Pid process, Instant at) implements Aftermath {}

  /**
   * It had ended too often: its supervisor gave up.
   *
   * @param at when
   */
  record GaveUp(Instant at) implements Aftermath {}

  /** It was not to be started again: it is temporary, or its supervisor was stopping it. */
  record NotRestarted() implements Aftermath {}
}
