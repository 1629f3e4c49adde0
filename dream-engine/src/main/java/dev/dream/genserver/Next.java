package dev.dream.genserver;

import java.time.Duration;

/** What a server does after a callback. Made by the results' own methods. */
public sealed interface Next {

  /** Waits for the next message. */
  record Wait() implements Next {}

  /**
   * Waits for the next message, and gets a {@link dev.dream.process.Timeout} in {@code handleInfo}
   * if none comes in time. Any message cancels it. Zero: if none is there already.
   *
   * @param duration how long
   */
  record TimeoutAfter(Duration duration) implements Next {

    /** Refuses a negative duration. */
    public TimeoutAfter {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("a timeout must not be negative, but was " + duration);
      }
    }
  }

  /**
   * Runs {@code handleContinue} before any message.
   *
   * @param continuation what it gets
   */
  record Continue(Object continuation) implements Next {}
}
