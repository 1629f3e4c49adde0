package dev.dream.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The right to run tasks, about one per core, with a slot for the task to run next.
 *
 * <p>{@code owner} is the worker that serves the place, null while vacant. A worker that blocks
 * loses it: {@link #release}, by the worker itself or by the {@link Watch}. {@code next} is filled
 * by the owner and emptied by the owner, by who releases the place, or by the watch.
 *
 * <p>A worker without work gives the place up too, but stays at hand as its {@code sleeper}. So a
 * place is owned only while its worker works; the watch cannot take it from one that has just gone
 * to sleep, who would then never be woken. {@code sleeper} is set by the worker between giving up
 * the place and setting its idle bit, and cleared by who cleared the bit: never by two at once. Who
 * clears it makes the sleeper the owner first, so the worker that sees itself no sleeper any more
 * finds itself the owner.
 *
 * <p>The race to close is an owner that fills the slot just when the place is taken from it: the
 * new owner may have looked into the slot already. So {@link #putNext} first fills the slot and
 * then looks at {@code owner}, and a release first changes {@code owner} and then looks at the
 * slot; both are volatile, so at least one of the two moves the task to the shared queue.
 */
final class Place {

  private static final VarHandle OWNER;
  private static final VarHandle NEXT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      OWNER = lookup.findVarHandle(Place.class, "owner", Worker.class);
      NEXT = lookup.findVarHandle(Place.class, "next", Task.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Scheduler scheduler;
  private final long bit;
  private volatile @Nullable Worker owner;
  private volatile @Nullable Worker sleeper;
  private volatile @Nullable Task next;

  Place(Scheduler scheduler, int index) {
    this.scheduler = scheduler;
    this.bit = 1L << index;
  }

  boolean inBits(long bits) {
    return (bits & bit) != 0;
  }

  long withBit(long bits) {
    return bits | bit;
  }

  long withoutBit(long bits) {
    return bits & ~bit;
  }

  @Nullable Worker owner() {
    return owner;
  }

  boolean isOwnedBy(Worker worker) {
    return owner == worker;
  }

  /** Gives a vacant place, whose idle bit the caller has cleared, to a worker. */
  void give(Worker worker) {
    owner = worker;
  }

  /** Gives the place, whose idle bit the caller has cleared, to its sleeper; false without one. */
  boolean rouse() {
    Worker roused = sleeper;
    if (roused == null) {
      return false;
    }
    owner = roused;
    sleeper = null;
    roused.unpark();
    return true;
  }

  /** Turns the owner into the sleeper; returns whether it was the owner. */
  boolean rest(Worker worker) {
    if (!OWNER.compareAndSet(this, worker, (Worker) null)) {
      return false;
    }
    sleeper = worker;
    scheduler.markIdle(this);
    return true;
  }

  boolean hasSleeper() {
    return sleeper != null;
  }

  boolean isSleeping(Worker worker) {
    return sleeper == worker;
  }

  /** Fills the slot; returns the task that must go through the shared queue instead, if any. */
  @Nullable Task putNext(Worker by, Task task) {
    Task displaced = (Task) NEXT.getAndSet(this, task);
    if (owner != by && NEXT.compareAndSet(this, task, (Task) null)) {
      if (displaced != null) {
        scheduler.share(displaced);
      }
      return task;
    }
    return displaced;
  }

  @Nullable Task takeNext() {
    return next == null ? null : (Task) NEXT.getAndSet(this, null);
  }

  boolean hasNext() {
    return next != null;
  }

  /** Moves what waits in the slot to where any worker finds it first. */
  void shareNext() {
    Task waiting = takeNext();
    if (waiting != null) {
      scheduler.shareFirst(waiting);
    }
  }

  /**
   * Takes the place from {@code worker}, for whom another goes on: with what is in the slot, which
   * otherwise would find itself behind all that is queued. Returns whether it was there.
   */
  boolean handOver(Worker worker) {
    if (owner != worker || !OWNER.compareAndSet(this, worker, (Worker) null)) {
      return false;
    }
    scheduler.markIdle(this);
    return true;
  }

  /** Takes the place from {@code worker} and leaves it vacant; returns whether it was there. */
  boolean release(Worker worker) {
    if (owner != worker || !OWNER.compareAndSet(this, worker, (Worker) null)) {
      return false;
    }
    Task waiting = takeNext();
    scheduler.markIdle(this);
    if (waiting != null) {
      scheduler.shareFirst(waiting);
    }
    return true;
  }
}
