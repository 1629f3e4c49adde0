package dev.dream.application;

import dev.dream.process.Deadline;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Wording;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frame around the stop of all applications: nothing comes in from outside meanwhile, what has
 * been accepted is worked off before, and what was left is told after.
 *
 * @param node whose mailboxes to drain
 * @param usual what a stop has that is given the usual time
 * @param most how much of that draining may take; zero for none
 */
record Drain(Node node, Duration usual, Duration most) {

  private static final Logger log = LoggerFactory.getLogger(Applications.class);
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(2);

  /** Drains, and then stops everything in the time that is left. */
  void around(Duration timeout, Consumer<Duration> stop) {
    Deadline deadline = Deadline.in(timeout);
    Leftovers leftovers = new Leftovers();
    node.deadLetters().addListener(leftovers);
    node.refuseFromOutside(true);
    try {
      drain(limit(timeout));
      stop.accept(deadline.left());
    } finally {
      awaitKilled();
      node.refuseFromOutside(false);
      node.deadLetters().removeListener(leftovers);
      if (!leftovers.isEmpty()) {
        log.warn("{}", leftovers);
      }
    }
  }

  /** Gives the threads of what was killed a moment to find what they leave. */
  private void awaitKilled() {
    Deadline deadline = Deadline.in(GRACE);
    try {
      while (node.tally().fencedThreads() > 0 && deadline.left().isPositive()) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how long to drain: half of the time, if that is less than usual. */
  private Duration limit(Duration timeout) {
    if (timeout.compareTo(usual) >= 0) {
      return most;
    }
    Duration half = timeout.dividedBy(2);
    return half.compareTo(most) < 0 ? half : most;
  }

  private void drain(Duration limit) {
    if (limit.isZero()) {
      return;
    }
    List<Pid> busy = node.awaitDrained(limit);
    if (!busy.isEmpty()) {
      log.warn(
          "mailboxes were not drained within {}: {} messages, {}",
          Wording.of(limit),
          busy.size() == 1 ? "1 process still has" : busy.size() + " processes still have",
          Wording.someOf(busy.stream().map(node::describe).toList()));
    }
  }
}
