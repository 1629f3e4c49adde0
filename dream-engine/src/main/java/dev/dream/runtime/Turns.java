package dev.dream.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the threads of an engine run one at a time, and a seed choose which: for tests that look for
 * an order of events in which something goes wrong, and then want to see it again.
 *
 * <p>The one that runs has its turn until it waits, ends, or {@linkplain EngineThread#pause makes a
 * pause}. What it sets off meanwhile is added to {@code runnable} by itself, so that what is there
 * when it ends its turn depends on the seed only, and on threads that are not the engine's. A
 * {@link Worker} that serves the only place chooses who is next: a task, which it runs itself, or a
 * thread that waits for its turn, to which it gives way until that gives the turn back.
 *
 * <p>This object's monitor guards {@code runnable}, {@code resting}, {@code random} and {@code
 * taken}. {@code over} is set once.
 */
public final class Turns {

  /** One turn of so many ends before it has to. */
  private static final int TURNS_PER_PAUSE = 3;

  private final Random random;
  private final List<Task> runnable = new ArrayList<>();
  private final List<Turn> resting = new ArrayList<>();
  private final Set<Turn> parked = ConcurrentHashMap.newKeySet();
  private @Nullable Scheduler scheduler;
  private BooleanSupplier whenStuck = () -> false;
  private long taken;
  private volatile boolean over;

  /** Creates the turns that go with a seed. */
  public Turns(long seed) {
    this.random = new Random(seed);
  }

  /** Says what to do when nobody can go on; it returns whether somebody can then. Called once. */
  public void whenStuck(BooleanSupplier action) {
    whenStuck = action;
  }

  /** Returns how many turns there have been. Any thread. */
  public synchronized long taken() {
    return taken;
  }

  /** Lets everybody run at once from now on. */
  public void end() {
    over = true;
    parked.forEach(Turn::letGo);
  }

  /** Adds something to be run in its turn. Any thread. */
  public void share(Task task) {
    Scheduler runs = scheduler;
    if (runs != null) {
      runs.share(task);
    }
  }

  void servedBy(Scheduler runs) {
    scheduler = runs;
  }

  Set<Turn> parked() {
    return parked;
  }

  boolean isOver() {
    return over;
  }

  synchronized void add(Task task) {
    runnable.add(task);
  }

  synchronized boolean hasNext() {
    return !runnable.isEmpty();
  }

  synchronized @Nullable Task next() {
    if (runnable.isEmpty()) {
      return null;
    }
    taken++;
    return runnable.remove(random.nextInt(runnable.size()));
  }

  /** Returns whether a turn is to end now though it need not. */
  synchronized boolean endsHere() {
    return !over && random.nextInt(TURNS_PER_PAUSE) == 0;
  }

  /** Lets a thread go on when all others wait. */
  synchronized void addResting(Turn turn) {
    resting.add(turn);
  }

  /** Finds somebody who can go on, when nothing is runnable. */
  boolean unstick() {
    List<Turn> next;
    synchronized (this) {
      next = List.copyOf(resting);
      resting.clear();
    }
    next.forEach(Turn::wake);
    return !next.isEmpty() || whenStuck.getAsBoolean();
  }
}
