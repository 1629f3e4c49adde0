package dev.dream.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Notices workers that block in foreign code (JDBC, HTTP, a lock, sleep) and frees their places.
 *
 * <p>One platform thread, started with the first work. It looks more often after it found something
 * and less often while all workers make progress; when every place is idle for a while it waits
 * until there is work again, and looks at those that block only until all that last have been told
 * of. {@code parked} is written by the watch and read by workers that come out of idleness: it is
 * set <em>before</em> the watch looks at the idle bits a last time, and a worker's bit is cleared
 * <em>before</em> it reads {@code parked}, so one of the two sees the other.
 *
 * <p>It also notices virtual threads that wait for a carrier while workers have them all, and asks
 * the workers to let them run: {@code requests} is counted up by the watch and read by workers,
 * without order.
 */
final class Watch implements Runnable {

  private static final VarHandle REQUESTS;

  static {
    try {
      REQUESTS = MethodHandles.lookup().findVarHandle(Watch.class, "requests", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long LONGEST_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long RUNAWAY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Scheduler scheduler;
  private final Thread thread;
  private final Sighting[] sightings;
  private final Carriers carriers;
  private final Census census;
  private volatile boolean parked = true;
  private volatile boolean started;
  private volatile boolean closed;
  private int requests;

  Watch(String threadName, Scheduler scheduler, Carriers carriers, Census census) {
    this.scheduler = scheduler;
    this.carriers = carriers;
    this.census = census;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name(threadName)
            .unstarted(this);
    this.sightings = new Sighting[scheduler.places().length];
    for (int i = 0; i < sightings.length; i++) {
      sightings[i] = new Sighting();
    }
  }

  /** Returns how often workers were asked to let other virtual threads run. Any thread. */
  int requests() {
    return (int) REQUESTS.getOpaque(this);
  }

  /** Says that a worker has work. Costs one volatile read while the watch is awake. */
  void wake() {
    if (parked) {
      begin();
      LockSupport.unpark(thread);
    }
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    carriers.prepare();
    long pause = SHORTEST_NANOS;
    long idleSince = 0;
    while (!closed) {
      scheduler.clock().tick();
      boolean found = look();
      if (carriers.mayBeAwaited()) {
        REQUESTS.setOpaque(this, requests + 1);
      }
      census.lookIfDue();
      pause = found ? SHORTEST_NANOS : Math.min(pause * 2, LONGEST_NANOS);
      if (!scheduler.allIdle()) {
        idleSince = 0;
      } else if (idleSince == 0) {
        idleSince = System.nanoTime();
      } else if (System.nanoTime() - idleSince > LINGER_NANOS) {
        waitForWork();
        idleSince = 0;
        pause = SHORTEST_NANOS;
      }
      LockSupport.parkNanos(this, pause);
    }
    scheduler.clock().stop();
  }

  private synchronized void begin() {
    if (!started && !closed) {
      started = true;
      thread.start();
    }
  }

  private void waitForWork() {
    parked = true;
    scheduler.clock().stop();
    census.unsettle(); // who has begun to block since the last look is still to be looked at
    while (!closed && scheduler.allIdle()) {
      if (census.isSettled()) {
        LockSupport.park(this);
        census.unsettle();
      } else {
        LockSupport.parkNanos(this, census.nanosUntilNext());
        census.lookIfDue();
      }
    }
    parked = false;
  }

  private boolean look() {
    parked = false;
    boolean found = false;
    Place[] places = scheduler.places();
    for (int i = 0; i < places.length; i++) {
      found |= sightings[i].look(places[i]);
    }
    return found;
  }

  /** What the watch saw of one place when it last looked. */
  private final class Sighting {

    private @Nullable Worker worker;
    private int ticks;
    private long since;

    /** Returns whether the place had to be freed. */
    boolean look(Place place) {
      Worker owner = place.owner();
      if (owner == null || !Worker.isInTask(owner.ticks())) {
        // Vacant, or its worker is between two tasks, or waits for a carrier to begin: another
        // worker in its stead would wait for the same carrier.
        worker = null;
        return false;
      }
      if (owner != worker || owner.ticks() != ticks) {
        worker = owner;
        ticks = owner.ticks();
        since = System.nanoTime();
        return isBlocked(owner) && isStillThere(owner) && free(place, owner);
      }
      place.shareNext(); // it waited a whole look for a task that is still running
      boolean runaway = System.nanoTime() - since > RUNAWAY_NANOS && scheduler.hasShared();
      return (runaway || isBlocked(owner)) && isStillThere(owner) && free(place, owner);
    }

    /** Returns whether it is in the same task still, and did not only pause between two. */
    private boolean isStillThere(Worker owner) {
      return owner.ticks() == ticks;
    }

    private static boolean isBlocked(Worker owner) {
      return switch (owner.thread().getState()) {
        case BLOCKED, WAITING, TIMED_WAITING -> true;
        case NEW, RUNNABLE, TERMINATED -> false;
      };
    }

    private boolean free(Place place, Worker owner) {
      worker = null;
      return place.handOver(owner);
    }
  }
}
