package dev.dream.process;

import java.time.Duration;

/**
 * When an engine raises an {@link Alarm}. Immutable; each method returns a changed copy. What is
 * {@link Processes#INFINITY}, or {@link Integer#MAX_VALUE}, never raises one. Erlang: the options
 * of {@code erlang:system_monitor/2}.
 *
 * @param callbackLimit how long a callback may run, waiting included, if its process does not say;
 *     what is shorter than about 20 ms is not noticed
 * @param mailboxDepth how many messages may wait in one mailbox
 * @param mailboxAge how long a message may wait
 */
public record WatchOptions(Duration callbackLimit, int mailboxDepth, Duration mailboxAge) {

  /** A second for a callback, 10,000 messages, ten seconds for a message. */
  public static final WatchOptions DEFAULT =
      new WatchOptions(Duration.ofSeconds(1), 10_000, Duration.ofSeconds(10));

  /** Refuses impossible values. */
  public WatchOptions {
    requirePositive("callback limit", callbackLimit);
    requirePositive("mailbox age", mailboxAge);
    if (mailboxDepth < 1) {
      throw new IllegalArgumentException(
          "the mailbox depth must be at least 1, but was " + mailboxDepth);
    }
  }

  /** Returns these options with another limit for callbacks. */
  public WatchOptions callbackLimit(Duration limit) {
    return new WatchOptions(limit, mailboxDepth, mailboxAge);
  }

  /** Returns these options with another number of messages. */
  public WatchOptions mailboxDepth(int depth) {
    return new WatchOptions(callbackLimit, depth, mailboxAge);
  }

  /** Returns these options with another age of messages. */
  public WatchOptions mailboxAge(Duration age) {
    return new WatchOptions(callbackLimit, mailboxDepth, age);
  }

  private static void requirePositive(String what, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("the " + what + " must be positive, but was " + value);
    }
  }
}
