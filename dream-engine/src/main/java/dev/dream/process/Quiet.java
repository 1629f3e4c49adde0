package dev.dream.process;

import dev.dream.runtime.Timers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Waits until all processes are at rest: {@linkplain #drained nobody has a message}, or {@linkplain
 * #idle nothing runs}.
 *
 * <p>One look at all processes proves nothing: a message may have passed from one that was not
 * looked at yet to one that was. So there are two looks, and what has been done in all is summed up
 * before the first and after the second. If both found everybody at rest and the sums are equal,
 * nobody has taken a message or gone on from a wait in between, hence all were at rest together
 * between the two looks. The order of the accesses is what that needs: {@code handled} is counted
 * after a message was taken, and a wait after it has ended, both before the process rests or waits
 * again, and they are read here before the mailbox at first, and after it at last.
 *
 * <p>Who ends is missing in the sums before those are told to whom its end is a message. That is
 * what {@link Tally#exitsInFlight} is for: an exit is counted there before its process leaves.
 */
final class Quiet {

  private static final int LOOKS_WITHOUT_PAUSE = 50;
  private static final long SHORTEST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 16;

  private final Collection<LocalProcess> processes;
  private final Tally tally;
  private final Predicate<LocalProcess> rests;
  private final Others others;

  private Quiet(
      Collection<LocalProcess> processes,
      Tally tally,
      Predicate<LocalProcess> rests,
      Others others) {
    this.processes = processes;
    this.tally = tally;
    this.rests = rests;
    this.others = others;
  }

  /** What may bring processes something though it is none. */
  private interface Others {

    /** Nothing that counts. */
    Others NONE =
        new Others() {
          @Override
          public boolean rest() {
            return true;
          }

          @Override
          public long done() {
            return 0;
          }
        };

    boolean rest();

    /** Returns what has been done, as a number that only grows. */
    long done();
  }

  /** Timers, and threads of the engine that are no process's. */
  private record TimersAndAsides(Timers timers, Asides asides) implements Others {

    @Override
    public boolean rest() {
      return timers.isSettled() && asides.running() == 0;
    }

    @Override
    public long done() {
      return timers.fired() + asides.begun();
    }
  }

  /** Returns what waits until nobody has a message waiting or in hand. */
  static Quiet drained(Collection<LocalProcess> processes, Tally tally) {
    return new Quiet(processes, tally, LocalProcess::isDrained, Others.NONE);
  }

  /** Returns what waits until nothing runs; those that are left out do not count. */
  static Quiet idle(
      Collection<LocalProcess> processes,
      Tally tally,
      Predicate<LocalProcess> leftOut,
      Timers timers,
      Asides asides) {
    return new Quiet(
        processes, tally, leftOut.or(LocalProcess::isIdle), new TimersAndAsides(timers, asides));
  }

  /** Waits so long at most, by the system's clock; returns whether it came to that. */
  boolean await(Duration limit) {
    Deadline deadline = Deadline.in(limit);
    long pause = SHORTEST_PAUSE_MILLIS;
    for (int looks = 1; !isThere(); looks++) {
      if (!deadline.left().isPositive()) {
        return false;
      }
      if (looks < LOOKS_WITHOUT_PAUSE) {
        Thread.yield();
        continue;
      }
      try {
        Thread.sleep(Duration.ofMillis(pause));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
    return true;
  }

  /** Returns who is not at rest now. */
  List<LocalProcess> busy() {
    return processes.stream().filter(rests.negate()).toList();
  }

  /** Returns whether there was a moment, in this call, in which all were at rest. */
  boolean isThere() {
    Work before = done();
    boolean restBefore = allRest();
    return restBefore && allRest() && done().equals(before);
  }

  private boolean allRest() {
    if (tally.exitsInFlight() > 0 || !others.rest()) {
      return false;
    }
    for (LocalProcess process : processes) {
      if (!rests.test(process)) {
        return false;
      }
    }
    return true;
  }

  /**
   * What has been done: by whom, and how much. Equal if nobody came, went, took a message or went
   * on from a wait.
   *
   * @param steps grows with each message; what waits add to it is mixed with the pid, since the end
   *     of a callback takes its waits out again, and must not make up for another's
   */
  private record Work(long others, long processes, long newest, long steps) {}

  private Work done() {
    long done = others.done();
    long count = 0;
    long newest = 0;
    long steps = 0;
    for (LocalProcess process : processes) {
      long id = process.pid.id();
      count++;
      newest = Math.max(newest, id);
      steps += process.handledSoFar() + process.waitsSoFar() * mixed(id);
    }
    return new Work(done, count, newest, steps);
  }

  private static long mixed(long id) {
    long mixed = (id ^ id >>> 30) * 0xbf58476d1ce4e5b9L;
    return (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
  }
}
