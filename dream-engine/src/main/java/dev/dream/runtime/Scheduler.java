package dev.dream.runtime;

import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on a fixed number of {@link Place}s, each served by one {@link Worker} at a time.
 *
 * <p>A task scheduled by a worker goes into the next-to-run slot of that worker's place and runs
 * there with warm caches; what was in the slot, and whatever comes from outside, goes through one
 * shared queue. Only what waits in the slot of a place that is held up comes before all others, or
 * it would pay for every one of those that block.
 *
 * <p><b>No wake-up is lost.</b> {@code idle} has one bit per place. A set bit says: whoever brings
 * work must wake this place. The bit is set <em>before</em> the place looks for work a last time,
 * and work is queued <em>before</em> the bits are looked at; all are volatile accesses, so one of
 * the two sees the other. Who clears the bit with a compare-and-set, and nobody else, answers for
 * the place: it wakes the worker that sleeps there, or starts one.
 *
 * <p>{@code closed} is set before all places are woken, and read by each after its bit is set: so
 * none goes to sleep unseen. It keeps wakers from starting workers, not from making a place's
 * sleeper its owner, for that one must wake to end.
 *
 * <p>A worker that ends leaves {@code workers} and adds what it counted to {@code messagesOfEnded}
 * in one step, so that their sum never shrinks.
 *
 * <p>A place changes hands by compare-and-set on {@code Place.owner}; see {@link Place} for the
 * slot.
 */
public final class Scheduler implements AutoCloseable {

  private final ConcurrentLinkedQueue<Task> shared = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Task> first = new ConcurrentLinkedQueue<>();
  private final AtomicLong idle = new AtomicLong();
  private final AtomicInteger workerIds = new AtomicInteger();
  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private final Place[] places;
  private final ThreadSource threads;
  private final @Nullable Turns turns;
  private final String name;
  private final Clock clock = new Clock();
  private final Carriers carriers = new Carriers();
  private final Watch watch;
  private long messagesOfEnded; // guarded by workers
  private volatile boolean closed;

  /**
   * Creates a scheduler; no thread runs until there is work.
   *
   * @param parallelism how many tasks run at the same time, from 1 to 64
   */
  public Scheduler(String name, int parallelism, ThreadSource threads) {
    this(name, parallelism, threads, Observer.NONE);
  }

  /** Creates a scheduler that tells somebody of what its watch sees. */
  public Scheduler(String name, int parallelism, ThreadSource threads, Observer observer) {
    this.name = name;
    this.threads = threads;
    this.turns = threads.turns();
    if (turns != null) {
      turns.servedBy(this);
    }
    this.places = new Place[parallelism];
    for (int i = 0; i < parallelism; i++) {
      places[i] = new Place(this, i);
      idle.getAndUpdate(places[i]::withBit);
    }
    this.watch = new Watch(name + "-watch", this, carriers, new Census(workers, observer));
  }

  /** Returns a clock for things that need no better than it has. */
  public Clock clock() {
    return clock;
  }

  /** Makes a task runnable. The caller has made sure that it is not queued already. */
  public void schedule(Task task) {
    schedule(task, EngineThread.current());
  }

  /**
   * The same, for those who know their thread.
   *
   * @param by the calling thread, if it is an engine's; null: it goes behind all others
   */
  public void schedule(Task task, @Nullable EngineThread by) {
    if (turns == null && by instanceof Worker worker && worker.serves(this)) {
      Task displaced = worker.place().putNext(worker, task);
      if (displaced != null) {
        share(displaced);
      }
    } else {
      share(task);
    }
  }

  /** Puts a task behind all others, for fairness. */
  void share(Task task) {
    if (turns == null) {
      shared.add(task);
    } else {
      turns.add(task);
    }
    wakeOne();
  }

  /** Puts a task before all others: it was next already, on a place that is now held up. */
  void shareFirst(Task task) {
    first.add(task);
    wakeOne();
  }

  @Nullable Task pollShared() {
    if (turns != null) {
      return turns.next();
    }
    Task next = first.poll();
    return next != null ? next : shared.poll();
  }

  boolean hasShared() {
    return !shared.isEmpty() || !first.isEmpty() || turns != null && turns.hasNext();
  }

  boolean isClosed() {
    return closed;
  }

  Place[] places() {
    return places;
  }

  /** Returns how many tasks run at the same time at most. Any thread. */
  public int parallelism() {
    return places.length;
  }

  /** Returns how many places are about to run a task, or do. Any thread. */
  public int busy() {
    return places.length - Long.bitCount(idle.get());
  }

  /** Returns about how many tasks wait. Any thread; walks the queue. */
  public int queued() {
    int slots = 0;
    for (Place place : places) {
      slots += place.hasNext() ? 1 : 0;
    }
    return shared.size() + first.size() + slots;
  }

  /** Returns how many workers there are. Any thread. */
  public int workerCount() {
    return workers.size();
  }

  /** Returns how many workers were ever started. */
  int workersStarted() {
    return workerIds.get();
  }

  /** Returns how many messages tasks have taken, up to about a batch of each place. Any thread. */
  public long messages() {
    synchronized (workers) {
      return messagesOfEnded + workers.stream().mapToLong(Worker::messages).sum();
    }
  }

  /** Returns the workers that have begun and not ended. */
  Set<Worker> workers() {
    return Collections.unmodifiableSet(workers);
  }

  void begun(Worker worker) {
    workers.add(worker);
  }

  void ended(Worker worker) {
    synchronized (workers) {
      workers.remove(worker);
      messagesOfEnded += worker.messages();
    }
  }

  boolean allIdle() {
    return Long.bitCount(idle.get()) == places.length;
  }

  /** Marks a place as one to be woken, then wakes it at once if work came meanwhile. */
  void markIdle(Place place) {
    idle.getAndUpdate(place::withBit);
    if (place.hasNext() || hasShared() || closed) {
      wake(place);
    }
  }

  /** Clears the place's idle bit; returns whether this call did it. */
  boolean claim(Place place) {
    long before = idle.getAndUpdate(place::withoutBit);
    return place.inBits(before);
  }

  /** Returns how often workers were asked to let other virtual threads run. */
  int requestsToPause() {
    return watch.requests();
  }

  /** Returns whether virtual threads are known to wait for a carrier. */
  boolean areCarriersAwaited() {
    return carriers.areAwaited();
  }

  void wakeWatch() {
    if (turns == null) {
      watch.wake(); // else who takes long keeps others from their turn: nobody is held up
    }
  }

  /** Returns whose turn it is, if one runs at a time. */
  @Nullable Turns turns() {
    return turns;
  }

  private void wakeOne() {
    for (long bits = idle.get(); bits != 0; bits = idle.get()) {
      if (wake(best(bits))) {
        return;
      }
    }
  }

  /** Returns an idle place, best one with a worker at hand: to make one takes longer. */
  private Place best(long bits) {
    for (long left = bits; left != 0; left &= left - 1) {
      Place place = places[Long.numberOfTrailingZeros(left)];
      if (place.hasSleeper()) {
        return place;
      }
    }
    return places[Long.numberOfTrailingZeros(bits)];
  }

  private boolean wake(Place place) {
    if (!claim(place)) {
      return false;
    }
    if (!place.rouse() && !closed) {
      Worker fresh =
          new Worker(this, place, threads, name + "-worker-" + workerIds.incrementAndGet());
      place.give(fresh);
      fresh.start();
    }
    return true;
  }

  /** Ends all workers once they come back from what they run. Queued tasks are dropped. */
  @Override
  public void close() {
    closed = true;
    first.clear();
    shared.clear();
    for (Place place : places) {
      wake(place);
    }
    watch.close();
  }
}
