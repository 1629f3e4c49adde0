package dev.dream.process;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Waits until nobody has a message waiting or in hand.
 *
 * <p>One look at all processes proves nothing: a message may have passed from one that was not
 * looked at yet to one that was. So there are two looks, and what the processes had taken in all is
 * summed up before the first and after the second. If both found everybody at rest and the sums are
 * equal, nobody has taken a message in between, hence all were at rest together between the two
 * looks. The order of the accesses is what that needs: {@code handled} is counted after a message
 * was taken and before the process rests or waits, and is read here before the mailbox at first,
 * and after it at last.
 *
 * <p>Who ends is missing in the sums before those are told to whom its end is a message. That is
 * what {@link Tally#exitsInFlight} is for: an exit is counted there before its process leaves.
 */
final class Quiet {

  private static final long SHORTEST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 16;

  private final Collection<LocalProcess> processes;
  private final Tally tally;

  /** Creates it for a live view of all processes, and what counts the exits on their way. */
  Quiet(Collection<LocalProcess> processes, Tally tally) {
    this.processes = processes;
    this.tally = tally;
  }

  /** Waits so long at most; returns who still has messages, nobody if it is quiet. */
  List<LocalProcess> await(Duration limit) {
    Deadline deadline = Deadline.in(limit);
    long pause = SHORTEST_PAUSE_MILLIS;
    while (!isQuiet() && deadline.left().isPositive()) {
      try {
        Thread.sleep(Duration.ofMillis(pause));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
    return processes.stream().filter(process -> !process.isDrained()).toList();
  }

  /** Returns whether there was a moment, in this call, in which nobody had a message. */
  boolean isQuiet() {
    Work before = Work.of(processes);
    if (tally.exitsInFlight() > 0 || !areDrained()) {
      return false;
    }
    return areDrained() && Work.of(processes).equals(before);
  }

  private boolean areDrained() {
    for (LocalProcess process : processes) {
      if (!process.isDrained()) {
        return false;
      }
    }
    return true;
  }

  /** What has been done: by whom, and how much. Equal if nobody came, went or took a message. */
  private record Work(long processes, long newest, long handled) {

    static Work of(Collection<LocalProcess> all) {
      long processes = 0;
      long newest = 0;
      long handled = 0;
      for (LocalProcess process : all) {
        processes++;
        newest = Math.max(newest, process.pid.id());
        handled += process.handledSoFar();
      }
      return new Work(processes, newest, handled);
    }
  }
}
