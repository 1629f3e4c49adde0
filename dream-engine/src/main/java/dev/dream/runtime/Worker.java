package dev.dream.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A loop on a virtual thread that serves a {@link Place}: takes a task, runs it, takes the next.
 *
 * <p>While a task blocks, the place may be taken away. The worker then goes on with that task only
 * and ends, unless the place is vacant again. {@code ticks} counts each beginning and each end of a
 * task, so that it is odd in the middle of one; it is written by the worker and read (opaque: it
 * only asks whether it changed) by the {@link Watch}. {@code messages} is written by the worker and
 * read (opaque: it is a count for display) by any thread. {@code abandoned} is written by any
 * thread and read by the worker when it has lost its place. {@code seenTicks}, {@code seenSince}
 * and {@code told} are the watch's own notes.
 */
public final class Worker extends EngineThread {

  // Both are counted in ticks, two for each task.

  /** How many tasks in a row may come from the slot before the shared queue has its turn. */
  private static final int SLOT_TURNS = 2 * 64;

  /** How many tasks run before it looks whether other virtual threads wait for a carrier. */
  private static final int TURNS_UNTIL_LOOK = 2 * 32;

  private static final int TURNS_PER_SAMPLE = 2 * 32;

  private static final long NANOS_UNTIL_PAUSE = TimeUnit.MICROSECONDS.toNanos(100);

  private static final VarHandle TICKS;
  private static final VarHandle MESSAGES;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      TICKS = lookup.findVarHandle(Worker.class, "ticks", int.class);
      MESSAGES = lookup.findVarHandle(Worker.class, "messages", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Scheduler scheduler;
  private final Place place;
  private volatile boolean abandoned;
  private int answered;
  private long paused = System.nanoTime();
  private int ticks;
  private long messages;
  private int seenTicks;
  private long seenSince;
  private boolean told;

  Worker(Scheduler scheduler, Place place, ThreadSource threads, String name) {
    super(threads, name);
    this.scheduler = scheduler;
    this.place = place;
    this.answered = scheduler.requestsToPause();
  }

  @Override
  public void run() {
    scheduler.begun(this);
    try {
      serve();
    } finally {
      scheduler.ended(this);
    }
  }

  private void serve() {
    scheduler.wakeWatch();
    while (!scheduler.isClosed() && (place.isOwnedBy(this) || reclaim())) {
      Task task = take();
      if (task == null) {
        waitForWork();
      } else {
        work(task);
      }
    }
    place.release(this);
  }

  @Override
  public void beforeBlocking() {
    if (!takesTurns()) { // else it gives the place back when it has begun to wait
      place.release(this);
    }
  }

  /** Lets others run while this thread waits for its turn. */
  void leavePlace() {
    place.release(this);
  }

  /**
   * Makes this worker end after its current task: its thread was, or will be, interrupted on behalf
   * of that task's process and must never run another.
   */
  public void abandon() {
    abandoned = true;
    place.release(this);
  }

  /** Puts a task that used up its batch behind all others. Called by that task. */
  public void reschedule(Task task) {
    scheduler.share(task);
  }

  /** Returns whether this turn is one of the few that are looked at. Called in one. */
  public boolean samples() {
    return ticks % TURNS_PER_SAMPLE == 1;
  }

  /** Counts messages that the task in hand has taken. Called by that task. */
  public void countMessages(long more) {
    MESSAGES.setOpaque(this, messages + more);
  }

  long messages() {
    return (long) MESSAGES.getOpaque(this);
  }

  Place place() {
    return place;
  }

  /** Returns whether a worker with so many ticks is in the middle of a task. */
  static boolean isInTask(int ticks) {
    return ticks % 2 != 0;
  }

  int ticks() {
    return (int) TICKS.getOpaque(this);
  }

  /**
   * Tells of the task in hand, once, if it has been there for so long. The watch's thread only.
   *
   * @return false if there is one that is still to be told of
   */
  boolean tellIfLasting(long now, long nanos, Observer observer) {
    int seen = ticks();
    if (!isInTask(seen)) {
      return true;
    }
    if (seen != seenTicks) {
      seenTicks = seen;
      seenSince = now;
      told = false;
    }
    Object who = occupant();
    if (!told && who != null && now - seenSince >= nanos) {
      observer.lasting(new LongTask(this, seen, who, seenSince));
      told = true;
    }
    return told;
  }

  boolean serves(Scheduler other) {
    return scheduler == other && place.isOwnedBy(this);
  }

  void unpark() {
    LockSupport.unpark(thread());
  }

  private void work(Task task) {
    TICKS.setOpaque(this, ticks + 1);
    task.run(this);
    TICKS.setOpaque(this, ticks + 1);
    Turn turn = turn();
    if (turn != null && turn.isLent()) {
      turn.giveBack(); // another worker has the place
    }
    Thread.interrupted(); // a flag that one process set is not the next one's
    if (ticks % TURNS_UNTIL_LOOK == 0 && scheduler.areCarriersAwaited()) {
      pauseIfDue();
    }
    int asked = scheduler.requestsToPause();
    if (asked != answered) {
      answered = asked;
      pauseIfDue();
    }
  }

  /**
   * Leaves the carrier to others, whatever queue they wait in, unless it has just done so. After a
   * mere yield the carrier would find this thread again, in the queue that it looks into first.
   */
  private void pauseIfDue() {
    if (System.nanoTime() - paused > NANOS_UNTIL_PAUSE) {
      LockSupport.parkNanos(this, 1);
      paused = System.nanoTime();
    }
  }

  private @Nullable Task take() {
    if ((ticks + 2) % SLOT_TURNS == 0) { // not at the beginning: who came before had that turn
      Task shared = scheduler.pollShared();
      if (shared != null) {
        return shared;
      }
    }
    Task next = place.takeNext();
    return next != null ? next : scheduler.pollShared();
  }

  private void waitForWork() {
    Turns turns = scheduler.turns();
    if (turns != null && place.isOwnedBy(this) && turns.unstick()) {
      return;
    }
    if (place.rest(this)) {
      while (place.isSleeping(this)) {
        LockSupport.park(this);
        Thread.interrupted(); // else the next park would not wait
      }
      scheduler.wakeWatch();
    }
  }

  /** Takes the place back if nobody else serves it. */
  private boolean reclaim() {
    if (abandoned || place.owner() != null || !scheduler.claim(place)) {
      return false;
    }
    if (place.rouse()) { // somebody came and went to sleep in between: the place is his
      return false;
    }
    place.give(this);
    scheduler.wakeWatch(); // it may have parked while the place was vacant
    return true;
  }
}
