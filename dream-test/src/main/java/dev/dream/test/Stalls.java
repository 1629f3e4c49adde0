package dev.dream.test;

import dev.dream.process.Kernel;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import dev.dream.process.ReplySlot.Outcome;
import dev.dream.process.SystemFailure;
import dev.dream.process.SystemRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The processes that stand still, and who wakes them. Nothing here waits for a process.
 *
 * <p>Guarded by its own monitor. A process that was sent the request to suspend itself is in {@code
 * stalled} until the request to resume has been sent, once: by the timer or by {@link #resumeAll},
 * and always after the other, so that it comes after it in the mailbox.
 */
final class Stalls {

  private final Kernel kernel;
  private final ScheduledExecutorService clock;
  private final Set<Pid> stalled = new HashSet<>();
  private boolean closed;

  Stalls(Kernel kernel, ScheduledExecutorService clock) {
    this.kernel = kernel;
    this.clock = clock;
  }

  synchronized boolean contains(Pid pid) {
    return stalled.contains(pid);
  }

  /**
   * Lets a process stand still once it has handled what waits.
   *
   * @param heard is told whether it does
   */
  synchronized void begin(Pid pid, Duration time, Consumer<Boolean> heard) {
    if (!closed && stalled.add(pid)) {
      kernel
          .system(pid, new SystemRequest.Suspend())
          .whenDone(Processes.INFINITY, outcome -> begun(pid, time, outcome, heard));
    }
  }

  private void begun(Pid pid, Duration time, Outcome outcome, Consumer<Boolean> heard) {
    boolean stands =
        outcome instanceof Outcome.Answered(var answer) && !(answer instanceof SystemFailure);
    synchronized (this) {
      if (!stands) {
        stalled.remove(pid);
      } else if (!closed) {
        clock.schedule(() -> end(pid), time.toNanos(), TimeUnit.NANOSECONDS);
      }
    }
    heard.accept(stands);
  }

  private synchronized void end(Pid pid) {
    if (stalled.remove(pid)) {
      kernel.system(pid, new SystemRequest.Resume());
    }
  }

  /**
   * Sends all of them the request to wake, and lets no other stand still.
   *
   * @return where they answer
   */
  synchronized List<ReplySlot> resumeAll() {
    closed = true;
    List<ReplySlot> woken =
        stalled.stream().map(pid -> kernel.system(pid, new SystemRequest.Resume())).toList();
    stalled.clear();
    return woken;
  }
}
