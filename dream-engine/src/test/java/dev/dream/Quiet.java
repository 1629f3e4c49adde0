package dev.dream;

import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.SpawnOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of an engine in which no process has anything to do.
 *
 * <p>Processes are looked at one after the other, so one look is not enough: who was at rest may
 * have been woken by one that was looked at later. If a second look finds all at rest and nobody
 * has handled anything since the first, all were at rest in between. If some are not at rest but
 * wait for others, who wait too, a few looks with pauses must do.
 */
@RealTime("it looks again and again until all is quiet")
public final class Quiet {

  private static final int LOOKS_AT_REST = 2;
  private static final int LOOKS_AT_WAITING = 5;

  private final Set<Pid> hanging = ConcurrentHashMap.newKeySet();
  private final Dream dream;

  public Quiet(Dream dream) {
    this.dream = dream;
  }

  /** Returns the processes that sleep in a callback on purpose: they count as quiet. Add them. */
  public Set<Pid> hanging() {
    return hanging;
  }

  /** Waits until no process has anything to do. */
  public void await() throws InterruptedException {
    if (!await(TestDream.LIMIT)) {
      throw new IllegalStateException("not quiet: " + dream.processes());
    }
  }

  /** Waits until no process has anything to do; returns false if that does not come in time. */
  public boolean await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    Look look = look();
    int same = 1;
    while (!look.isQuiet || same < (look.isAtRest ? LOOKS_AT_REST : LOOKS_AT_WAITING)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause(look);
      Look next = look();
      same = next.equals(look) ? same + 1 : 1;
      look = next;
    }
    return true;
  }

  private static void pause(Look look) throws InterruptedException {
    if (look.isAtRest) {
      Thread.yield();
    } else {
      Thread.sleep(look.isQuiet ? 0 : 1, 200_000);
    }
  }

  /**
   * What one look sees.
   *
   * @param isQuiet whether each process waits for something
   * @param isAtRest whether each waits for its next message, and has none
   * @param done what has been done so far: it only grows
   */
  private record Look(boolean isQuiet, boolean isAtRest, List<Long> done) {}

  private Look look() {
    boolean nothingUnderWay = dream.tally().exitsInFlight() == 0;
    List<ProcessInfo> all = dream.processes();
    boolean isQuiet = nothingUnderWay && all.stream().allMatch(this::waits);
    List<Long> done = new ArrayList<>();
    done.add(dream.tally().spawned());
    for (ProcessInfo process : all) {
      done.add(process.pid().id());
      done.add(process.messagesHandled());
    }
    return new Look(isQuiet, isQuiet && all.stream().allMatch(Quiet::rests), done);
  }

  private boolean waits(ProcessInfo process) {
    return process.status() == ProcessInfo.Status.WAITING
        || process.status() == ProcessInfo.Status.SUSPENDED
        || hanging.contains(process.pid());
  }

  /** A plain process may keep messages for later; one with callbacks takes what there is. */
  private static boolean rests(ProcessInfo process) {
    boolean isPlain = process.module().equals(SpawnOptions.NONE.module());
    return isPlain || process.currentMessage() == null && process.mailboxDepth() == 0;
  }
}
