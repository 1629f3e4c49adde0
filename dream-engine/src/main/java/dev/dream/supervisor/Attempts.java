package dev.dream.supervisor;

import dev.dream.process.Deadline;
import dev.dream.process.Pid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts the restarts of one child with a backoff, as far as they followed one another. Pure: time
 * and chance come from outside. Used by the supervisor's process only.
 */
final class Attempts {

  private final Backoff backoff;
  private @Nullable Pid last;
  private boolean running;
  private long startedAt;
  private int count;

  Attempts(Backoff backoff) {
    this.backoff = backoff;
  }

  /** Its start succeeded. */
  void started(Pid pid, long nowNanos) {
    last = pid;
    running = true;
    startedAt = nowNanos;
  }

  /** Its process has ended, if it had one; if it lived long enough, all before is forgotten. */
  void ended(long nowNanos) {
    if (running && nowNanos - startedAt >= Deadline.nanos(backoff.resetAfter())) {
      forget();
    }
    running = false;
  }

  /** Makes the next restart the first again. */
  void forget() {
    count = 0;
  }

  /** Counts one more restart; returns how long it waits. */
  Duration next(double chance) {
    count = Math.addExact(count, 1);
    return backoff.delay(count, chance);
  }

  int count() {
    return count;
  }

  /** Returns the process that it was last, or null if it never ran. */
  @Nullable Pid last() {
    return last;
  }
}
