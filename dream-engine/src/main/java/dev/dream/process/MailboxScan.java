package dev.dream.process;

import dev.dream.process.Alarm.LongMessageQueue;
import dev.dream.process.Alarm.OldMessage;
import dev.dream.runtime.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round all processes, again and again, in search of mailboxes that are too full or too old;
 * not at all while nothing waits and nobody works. A round is made in small steps with pauses in
 * between, which grow with what the steps take.
 *
 * <p><b>No work is overslept.</b> Who begins to work reads {@code state} and, unless it says so
 * already, turns it to STIRRED, and a rest into the start of a round. A round begins by turning it
 * to ROUND; if it found all at rest, it turns it from ROUND to REST, which fails if somebody began
 * to work meanwhile. Somebody who works on is found by the round, since only who is idle, or waits
 * for a message, counts as at rest. All else belongs to the thread of the timers.
 */
final class MailboxScan {

  private static final Logger log = LoggerFactory.getLogger(Alarms.class);
  private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final int LOOKS = 64;
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int ROUNDS_PER_AGE = 10;

  private final Timers timers;
  private final Alarms alarms;
  private final ProcessTable table;
  private final int depthLimit;
  private final Duration ageLimit;
  private final long pauseNanos;
  private final AtomicReference<State> state = new AtomicReference<>(State.REST);
  private final Map<LocalProcess, Raised> raised = new HashMap<>();
  private @Nullable Iterator<LocalProcess> round;
  private boolean atRest;

  private enum State {
    REST,
    ROUND,
    STIRRED
  }

  /** The alarms of one process. */
  private static final class Raised {
    @Nullable Alarm depth;
    @Nullable Alarm age;

    boolean isEmpty() {
      return depth == null && age == null;
    }
  }

  MailboxScan(Timers timers, Alarms alarms, WatchOptions options, ProcessTable table) {
    this.timers = timers;
    this.alarms = alarms;
    this.table = table;
    this.depthLimit = options.mailboxDepth();
    this.ageLimit = options.mailboxAge();
    this.pauseNanos =
        Math.clamp(Deadline.nanos(ageLimit) / ROUNDS_PER_AGE, SHORTEST_NANOS, LONGEST_NANOS);
  }

  /** Says that somebody begins to work. Any thread; costs a volatile read if that is known. */
  void stir() {
    if (state.get() != State.STIRRED && state.getAndSet(State.STIRRED) == State.REST) {
      try {
        timers.start(this::step, pauseNanos);
      } catch (Throwable noThread) {
        state.set(State.REST); // the next who begins to work tries again
        throw noThread;
      }
    }
  }

  /**
   * Looks at some processes; then at more, or after a pause at all again, unless all is at rest.
   */
  private void step() {
    long begun = System.nanoTime();
    boolean done = true;
    try {
      done = lookAtSome(begun);
    } catch (Throwable broken) { // code of users says what kind of process it is
      round = null;
      atRest = false;
      log.error("a look at the mailboxes failed", broken);
    }
    long took = System.nanoTime() - begun;
    if (!done) {
      timers.start(this::step, took * Lookout.REST);
    } else if (!atRest || !raised.isEmpty() || !state.compareAndSet(State.ROUND, State.REST)) {
      timers.start(this::step, Lookout.rest(took, pauseNanos));
    }
  }

  /** Returns whether that was the end of a round. */
  private boolean lookAtSome(long now) {
    Iterator<LocalProcess> processes = round;
    if (processes == null) {
      state.set(State.ROUND);
      atRest = true;
      processes = table.all().iterator();
      round = processes;
    }
    for (int looks = 1; processes.hasNext(); looks++) {
      look(processes.next(), now);
      if (looks % LOOKS == 0 && System.nanoTime() - now > STEP_NANOS) {
        return false;
      }
    }
    round = null;
    forgetTheDead();
    return true;
  }

  private void look(LocalProcess process, long now) {
    int depth = process.mailbox.depth();
    if (depth > 0) {
      atRest = false;
      long oldest = process.mailbox.oldestNanos();
      judge(process, depth, oldest == 0 ? 0 : now - oldest);
    } else {
      atRest &= process.isAtRest();
      if (!raised.isEmpty()) {
        judge(process, 0, 0);
      }
    }
  }

  private void judge(LocalProcess process, int depth, long age) {
    long oldAge = Deadline.nanos(ageLimit);
    Raised known = raised.get(process);
    if (known == null) {
      if (depth <= depthLimit && age <= oldAge) {
        return;
      }
      known = new Raised();
      raised.put(process, known);
    }
    if (known.depth == null && depth > depthLimit) {
      known.depth = set(longQueue(process, depth));
    } else if (known.depth != null && depth <= depthLimit / 2) {
      known.depth = clear(known.depth, process);
    }
    if (known.age == null && age > oldAge) {
      known.age = set(oldMessage(process, Duration.ofNanos(age)));
    } else if (known.age != null && age <= oldAge / 2) {
      known.age = clear(known.age, process);
    }
    if (known.isEmpty()) {
      raised.remove(process);
    }
  }

  private void forgetTheDead() {
    Iterator<Map.Entry<LocalProcess, Raised>> all = raised.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<LocalProcess, Raised> entry = all.next();
      if (!entry.getKey().isAlive()) {
        all.remove();
        clear(entry.getValue().depth, entry.getKey());
        clear(entry.getValue().age, entry.getKey());
      }
    }
  }

  private Alarm longQueue(LocalProcess process, int depth) {
    return new LongMessageQueue(
        process.pid, process.name, process.module(), Instant.now(), depth, depthLimit);
  }

  private Alarm oldMessage(LocalProcess process, Duration age) {
    return new OldMessage(
        process.pid, process.name, process.module(), Instant.now(), age, ageLimit);
  }

  private Alarm set(Alarm alarm) {
    alarms.set(alarm);
    return alarm;
  }

  private @Nullable Alarm clear(@Nullable Alarm alarm, LocalProcess process) {
    if (alarm != null) {
      alarms.clear(alarm, !process.isAlive());
    }
    return null;
  }
}
