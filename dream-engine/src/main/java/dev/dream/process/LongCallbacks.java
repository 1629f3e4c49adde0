package dev.dream.process;

import dev.dream.process.Alarm.LongSchedule;
import dev.dream.runtime.LongTask;
import dev.dream.runtime.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the callbacks that the scheduler's watch noticed because they last, and raises an alarm
 * for each that goes beyond its limit. It is the same callback as long as the process is in the
 * same batch and has taken no other message.
 *
 * <p>{@code followed} is filled by the watch and emptied by the timer's thread, which alone writes
 * what a {@link Followed} holds. {@code ticking} is set before the timer starts; it is taken back
 * before {@code followed} is looked at a last time, and looked at after that was filled, so there
 * is a timer while there is somebody to follow, and never two.
 */
final class LongCallbacks {

  private static final Logger log = LoggerFactory.getLogger(Alarms.class);
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REST = 10;

  private final Timers timers;
  private final Alarms alarms;
  private final Duration defaultLimit;
  private final Set<Followed> followed = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<LocalProcess, Followed> byProcess = new ConcurrentHashMap<>();
  private final AtomicBoolean ticking = new AtomicBoolean();

  LongCallbacks(Timers timers, Alarms alarms, Duration defaultLimit) {
    this.timers = timers;
    this.alarms = alarms;
    this.defaultLimit = defaultLimit;
  }

  /** What a process was seen to do, and since when. */
  private record Seen(long handled, long since) {}

  /** A process in a batch that lasts. */
  private static final class Followed {
    final CallbackProcess process;
    final LongTask task;
    volatile Seen seen;
    @Nullable Duration limit;
    @Nullable Alarm alarm;

    Followed(CallbackProcess process, LongTask task) {
      this.process = process;
      this.task = task;
      this.seen = new Seen(process.handled, task.since());
    }

    boolean isSame() {
      return process.handled == seen.handled && !isOver();
    }

    boolean isOver() {
      return task.isOver() || !process.isAlive();
    }

    long nanos(long now) {
      return now - seen.since;
    }
  }

  /** Begins to follow who is in a batch that lasts. The watch's thread. */
  void follow(LongTask task) {
    if (task.occupant() instanceof CallbackProcess process) {
      Followed added = new Followed(process, task);
      followed.add(added);
      byProcess.put(process, added);
      startTicking();
    }
  }

  /** Returns how long the callback in hand has been seen to run, if it lasts. Any thread. */
  Optional<Duration> busyFor(LocalProcess process) {
    Followed known = byProcess.get(process);
    return known != null && known.isSame()
        ? Optional.of(Duration.ofNanos(known.nanos(System.nanoTime())))
        : Optional.empty();
  }

  void close() {
    followed.clear();
    byProcess.clear();
  }

  private void startTicking() {
    if (ticking.compareAndSet(false, true)) {
      try {
        timers.start(this::tick, SHORTEST_NANOS);
      } catch (Throwable noThread) {
        ticking.set(false); // the next one that lasts tries again
        throw noThread;
      }
    }
  }

  private void tick() {
    long now = System.nanoTime();
    long next = LONGEST_NANOS;
    for (Followed one : followed) {
      try {
        next = Math.min(next, look(one, now));
      } catch (Throwable broken) { // code of users says how long they may run
        log.error("{} cannot be followed any more", one.process, broken);
        end(one);
      }
    }
    if (!followed.isEmpty()) {
      // Stacks are dear, but each is taken once: a long look must not delay the next for minutes.
      long rest = (System.nanoTime() - now) * REST;
      timers.start(this::tick, Math.clamp(rest, Math.max(SHORTEST_NANOS, next), MOST_NANOS));
      return;
    }
    ticking.set(false);
    if (!followed.isEmpty()) {
      startTicking();
    }
  }

  /** Returns for how long there is nothing to find out about it. */
  private long look(Followed one, long now) {
    if (one.isOver()) {
      end(one);
    } else if (!one.isSame()) {
      clear(one);
      one.seen = new Seen(one.process.handled, now);
    } else if (one.alarm == null) {
      long left = limit(one) - one.nanos(now);
      if (left > 0) {
        return left;
      }
      raise(one);
    }
    return LONGEST_NANOS;
  }

  private long limit(Followed one) {
    Duration known = one.limit;
    if (known == null) {
      known = one.process.callbackLimit().orElse(defaultLimit);
      one.limit = known;
    }
    return Deadline.nanos(known);
  }

  private void raise(Followed one) {
    CallbackProcess process = one.process;
    Duration ran = Duration.ofNanos(one.nanos(System.nanoTime()));
    Alarm alarm =
        new LongSchedule(
            process.pid,
            process.name,
            process.module(),
            Instant.now().minus(ran),
            process.currentMessage(),
            one.limit == null ? defaultLimit : one.limit,
            List.of(one.task.thread().getStackTrace()));
    if (one.isSame()) { // so this is what it does, not what came after
      one.alarm = alarm;
      alarms.set(alarm);
    }
  }

  private void clear(Followed one) {
    Alarm over = one.alarm;
    if (over != null) {
      one.alarm = null;
      alarms.clear(over, !one.process.isAlive());
    }
  }

  private void end(Followed one) {
    clear(one);
    followed.remove(one);
    byProcess.remove(one.process, one);
  }
}
