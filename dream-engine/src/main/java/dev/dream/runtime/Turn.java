package dev.dream.runtime;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What one thread knows of its turns; see {@link Turns}.
 *
 * <p>The monitor guards {@code parked} (it waits, or is about to), {@code queued} (it is among
 * those to choose from) and {@code permit} (it was woken before it waited). {@code granted} is
 * written by the worker that gives way and by the thread that goes on. {@code lender}, the worker
 * that has given way, is written by that, and cleared by the thread, which ends the worker's wait.
 */
final class Turn implements Task {

  private final Turns turns;
  private final EngineThread thread;
  private boolean parked;
  private boolean queued;
  private boolean permit;
  private volatile boolean granted;
  private volatile @Nullable Worker lender;

  Turn(Turns turns, EngineThread thread) {
    this.turns = turns;
    this.thread = thread;
  }

  /** Lets the thread, which has not started yet, be chosen. */
  void enlist() {
    synchronized (this) {
      parked = true;
    }
    wake();
  }

  /** Waits for the first turn. */
  void begin() {
    await();
  }

  /** Ends the turn until the thread is woken, and then until it is chosen. */
  void park() {
    if (turns.isOver()) {
      LockSupport.park(this);
      return;
    }
    synchronized (this) {
      if (permit) {
        permit = false;
        return;
      }
      parked = true;
    }
    giveBack();
    await();
  }

  boolean endsHere() {
    return turns.endsHere();
  }

  /** Ends the turn until the thread is chosen again. */
  void pause() {
    synchronized (this) {
      parked = true;
    }
    wake();
    giveBack();
    await();
  }

  /** Ends the turn until nobody else can go on. */
  void rest() {
    synchronized (this) {
      parked = true;
    }
    turns.addResting(this);
    giveBack();
    await();
  }

  /** Lets the thread be chosen, if it waits, or not wait the next time. Any thread. */
  void wake() {
    if (turns.isOver()) {
      LockSupport.unpark(thread.thread());
      return;
    }
    synchronized (this) {
      if (!parked) {
        permit = true;
        return;
      }
      if (queued) {
        return;
      }
      queued = true;
    }
    turns.share(this);
  }

  /** Gives way to the thread, until that gives the turn back. */
  @Override
  public void run(Worker worker) {
    synchronized (this) {
      parked = false;
      queued = false;
    }
    lender = worker;
    granted = true;
    LockSupport.unpark(thread.thread());
    while (lender == worker && !turns.isOver()) {
      LockSupport.park(this);
    }
  }

  /** Gives the turn back, if it was given by a worker; returns whether it was. */
  boolean giveBack() {
    Worker gave = lender;
    lender = null;
    if (gave != null) {
      LockSupport.unpark(gave.thread());
    } else if (thread instanceof Worker worker) {
      turns.share(_ -> {}); // so that somebody comes, and finds out if nobody can go on
      worker.leavePlace();
    }
    return gave != null;
  }

  boolean isLent() {
    return lender != null;
  }

  void letGo() {
    LockSupport.unpark(thread.thread());
  }

  /** Waits until it is chosen. An interrupt is for what it does then. */
  private void await() {
    boolean interrupted = false;
    turns.parked().add(this);
    while (!granted && !turns.isOver()) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    turns.parked().remove(this);
    granted = false;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
