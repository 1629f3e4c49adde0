package dev.dream.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers of one engine, on one platform thread that exists only while timers do.
 *
 * <p>Actions run on that thread and must not block.
 *
 * <p>Most timers are cancelled soon. So a start pushes the timer onto a stack ({@code incoming}), a
 * cancel takes away what it was to do, and most never get further: they are thrown away when the
 * stack is taken over into the {@code queue}, by the thread when it looks, or by who starts one
 * when {@link #MOST_INCOMING} are there.
 *
 * <p>{@code incoming} is pushed to by anybody, with compare-and-set, and exchanged under the {@code
 * lock}, which guards {@code queue}, {@code idleSince}, {@code firing} and the writing of {@code
 * fired} too; {@code closed} on top says that it is. {@code wakeAt} is when the thread will look,
 * on the clock of {@link #now}: the thread writes it when it goes to sleep, and only <em>then</em>
 * takes {@code incoming} over a last time; who starts a timer pushes it <em>before</em> reading
 * {@code wakeAt}. So either the thread finds it or who starts it sees how long the thread would
 * sleep, and wakes it if that is too long: one of several does, who turns {@code wakeAt} to AWAKE.
 * NOBODY says that there is no thread: who turns that to AWAKE starts one. {@code thread} is
 * written by that one, before the thread runs.
 *
 * <p>Who is stopped still counts for {@code wakeAt}: otherwise the thread, which finds the first of
 * many short ones stopped already, would be woken again by each.
 */
public final class Timers implements AutoCloseable {

  /** How many wait at most, give or take those just being started, until stopped ones go. */
  static final int MOST_INCOMING = 1_000;

  private static final Logger log = LoggerFactory.getLogger(Timers.class);
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long AWAKE = 0; // sooner than any timer is due
  private static final long NOBODY = Long.MAX_VALUE;
  private static final long NEVER = Long.MAX_VALUE;

  private static final VarHandle INCOMING;
  private static final VarHandle WAKE_AT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      INCOMING = lookup.findVarHandle(Timers.class, "incoming", TimerEntry.class);
      WAKE_AT = lookup.findVarHandle(Timers.class, "wakeAt", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String threadName;
  private final long lingerNanos;
  private final EngineTime time;
  private final @Nullable Turns turns;
  private final long origin;
  private final TimerEntry closed = new Action(this);
  private final ReentrantLock lock = new ReentrantLock();
  private final TimerQueue queue = new TimerQueue();
  private volatile @Nullable TimerEntry incoming;
  private volatile long wakeAt = NOBODY;
  private volatile @Nullable Thread thread;
  private long idleSince = NEVER;
  private boolean firing;
  private volatile long fired;

  /** Creates timers whose thread bears the given name. */
  public Timers(String threadName) {
    this(threadName, new EngineTime(), null);
  }

  /**
   * Creates timers that go by this time.
   *
   * @param turns in whose turns they fire, on a worker's thread; null: at once, on their own
   */
  public Timers(String threadName, EngineTime time, @Nullable Turns turns) {
    this(threadName, time, turns, LINGER_NANOS);
  }

  /** Creates timers whose thread stays so long after the last. */
  Timers(String threadName, EngineTime time, @Nullable Turns turns, long lingerNanos) {
    this.threadName = threadName;
    this.time = time;
    this.turns = turns;
    this.origin = time.nanos();
    this.lingerNanos = lingerNanos;
  }

  /** Runs something. */
  private static final class Action extends TimerEntry {

    Action(Timers timers) {
      super(timers);
    }

    @Override
    protected void fire() {
      if (take() instanceof Runnable action) {
        action.run();
      }
    }
  }

  /** Starts a timer; once closed, it never fires. */
  public TimerEntry start(Runnable action, long delayNanos) {
    Action entry = new Action(this);
    entry.load(action);
    start(entry, delayNanos);
    return entry;
  }

  /** Starts a timer that has been loaded; once closed, it stops it. */
  public void start(TimerEntry entry, long delayNanos) {
    entry.due = now() + delayNanos;
    if (!push(entry)) {
      entry.cancel();
      return;
    }
    if (turns != null) {
      shareIfDue();
    } else if (entry.due < wakeAt) {
      wakeFor(entry);
    }
    if (entry.depth > MOST_INCOMING && lock.tryLock()) {
      try {
        takeOver(false);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Returns how many timers run. */
  public int running() {
    lock.lock();
    try {
      takeOver(false);
      queue.sweep();
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the time that they go by. */
  public EngineTime time() {
    return time;
  }

  /** Hears that the time has been moved, or let go. */
  public void timeMoved() {
    if (turns != null) {
      shareIfDue();
    } else {
      LockSupport.unpark(thread);
    }
  }

  private void shareIfDue() {
    if (turns != null && !isSettled()) {
      turns.share(_ -> fireDue());
    }
  }

  private void fireDue() {
    for (TimerEntry due = pollDue(); due != null; due = pollDue()) {
      due.fire();
    }
  }

  private @Nullable TimerEntry pollDue() {
    lock.lock();
    try {
      takeOver(true);
      TimerEntry due = queue.poll(now());
      fired += due == null ? 0 : 1;
      return due;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether no timer is due or just doing what it was to do. */
  public boolean isSettled() {
    return nextDue() > time.nanos();
  }

  /** Returns how many timers have fired, or do now. Any thread. */
  public long fired() {
    return fired;
  }

  /** Returns the time when the first timer is due; {@code Long.MAX_VALUE}: there is none. */
  public long nextDue() {
    lock.lock();
    try {
      takeOver(false);
      queue.sweep();
      long next = queue.next();
      return firing ? time.nanos() : next == NEVER ? NEVER : origin + next;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many it knows, also of those that have been cancelled. */
  int held() {
    lock.lock();
    try {
      TimerEntry top = incoming;
      return queue.size() + (top == null ? 0 : top.depth);
    } finally {
      lock.unlock();
    }
  }

  /** Drops all timers and ends the thread. */
  @Override
  public void close() {
    lock.lock();
    try {
      incoming = closed;
      queue.clear();
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(thread);
  }

  /** Returns the time in nanoseconds since these timers have been made. */
  long now() {
    return time.nanos() - origin;
  }

  /** Hears that a timer has been cancelled which was in the queue. Any thread. */
  void stoppedInQueue() {
    if (queue.addStopped() && lock.tryLock()) {
      try {
        queue.sweep();
      } finally {
        lock.unlock();
      }
    }
    long planned = wakeAt;
    if (turns == null
        && queue.areAllStopped()
        && planned != NOBODY
        && planned > now() + lingerNanos) {
      wake(planned); // it need not stay for long
    }
  }

  private boolean push(TimerEntry entry) {
    TimerEntry top;
    do {
      top = incoming;
      if (top == closed) {
        return false;
      }
      entry.next = top;
      entry.depth = top == null ? 1 : top.depth + 1;
    } while (!INCOMING.compareAndSet(this, top, entry));
    return true;
  }

  private void wakeFor(TimerEntry entry) {
    try {
      while (entry.due < wakeAt && !wake(wakeAt)) {
        Thread.onSpinWait();
      }
    } catch (Throwable noThread) {
      entry.cancel(); // who hears of that may try again
      throw noThread;
    }
  }

  /** Wakes the thread if it would sleep until then; returns false if that has changed. */
  private boolean wake(long planned) {
    if (planned == AWAKE || !WAKE_AT.compareAndSet(this, planned, AWAKE)) {
      return false;
    }
    if (planned == NOBODY) {
      startThread();
    } else {
      LockSupport.unpark(thread);
    }
    return true;
  }

  private void startThread() {
    try {
      Thread started =
          Thread.ofPlatform()
              .daemon()
              .inheritInheritableThreadLocals(false)
              .name(threadName)
              .unstarted(this::run);
      thread = started;
      started.start();
    } catch (Throwable noThread) {
      wakeAt = NOBODY;
      throw noThread;
    }
  }

  // --- the thread

  private void run() {
    boolean goesOn = true;
    while (goesOn) {
      try {
        goesOn = fireOrSleep();
      } catch (Throwable broken) {
        log.error("what a timer was to do failed", broken);
      }
    }
  }

  private boolean fireOrSleep() {
    TimerEntry due;
    lock.lock();
    try {
      long now = now();
      takeOver(true);
      due = queue.poll(now);
      firing = due != null;
      fired += firing ? 1 : 0;
      if (incoming == closed || due == null && !plan(now)) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    if (due == null) {
      Thread.interrupted(); // or it would not sleep
      time.park(this, wakeAt - now());
    } else {
      due.fire();
    }
    return true;
  }

  /** Says when the thread will look again; returns false if it is to end. Holding the lock. */
  private boolean plan(long now) {
    long next = queue.next();
    if (!queue.isIdle()) {
      idleSince = NEVER;
    } else if (idleSince == NEVER) {
      idleSince = now;
    }
    if (idleSince != NEVER) {
      long end = idleSince + lingerNanos;
      if (now >= end) {
        return !leave();
      }
      next = Math.min(next, end);
    }
    wakeAt = next;
    takeOver(true);
    if (queue.next() < next) {
      wakeAt = queue.next();
    }
    return true;
  }

  /** Returns whether the thread is needed no more, or another has come. Holding the lock. */
  private boolean leave() {
    idleSince = NEVER;
    wakeAt = NOBODY;
    takeOver(false);
    return queue.size() == 0 || !WAKE_AT.compareAndSet(this, NOBODY, AWAKE);
  }

  /** Puts what has come into the queue, in the order it came. Holding the lock. */
  private void takeOver(boolean alsoStopped) {
    TimerEntry top = incoming;
    if (top == null || top == closed) {
      return;
    }
    top = (TimerEntry) INCOMING.getAndSet(this, null);
    TimerEntry first = null;
    while (top != null) {
      TimerEntry before = top.next;
      top.next = null; // or who keeps one would keep all
      if (alsoStopped || top.isRunning()) {
        top.next = first;
        first = top;
      }
      top = before;
    }
    while (first != null) {
      TimerEntry after = first.next;
      first.next = null;
      queue.add(first);
      first = after;
    }
  }
}
