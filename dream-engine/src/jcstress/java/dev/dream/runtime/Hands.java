package dev.dream.runtime;

/** A worker whose thread never starts: an actor lends it his own. */
public final class Hands {

  private static final ThreadSource THREADS = new ThreadSource();

  private final Scheduler scheduler = new Scheduler("hands", 1, THREADS);
  private final Place place = scheduler.places()[0];
  private final Worker worker = new Worker(scheduler, place, THREADS, "hands-worker");

  /** Gives the worker a place of its own. */
  public Hands() {
    scheduler.close(); // so that no other worker is started
    place.give(worker);
  }

  /** Returns the worker. */
  public Worker worker() {
    return worker;
  }

  /** Returns whether the worker would go on to another task. */
  public boolean goOn() {
    return place.isOwnedBy(worker);
  }

  /** Returns whether somebody has interrupted the worker. */
  public boolean wereInterrupted() {
    return worker.thread().isInterrupted();
  }
}
