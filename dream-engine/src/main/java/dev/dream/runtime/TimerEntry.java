package dev.dream.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One timer of {@link Timers}, and the handle to cancel it. It fires once or never, and does not
 * know any more afterwards what it was to do.
 *
 * <p>{@code load}, what it is to do, is set before it starts, and taken away once, by
 * compare-and-set, by who cancels or by who fires. {@code due} is written before it starts. {@code
 * next} and {@code depth} belong to the starting thread until the push, and to whoever holds the
 * lock of {@link Timers} from the exchange on; so does {@code order}. {@code queued} is written
 * under that lock, before {@code load} is looked at; who cancels looks at it after taking {@code
 * load}, so one of both counts what is stopped in the queue, or both do.
 */
public abstract class TimerEntry implements Comparable<TimerEntry> {

  private static final VarHandle LOAD;

  static {
    try {
      LOAD = MethodHandles.lookup().findVarHandle(TimerEntry.class, "load", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Timers timers;
  private volatile @Nullable Object load;
  long due;
  long order;
  int depth;
  @Nullable TimerEntry next;
  volatile boolean queued;

  /** Creates a timer that does not run yet. */
  protected TimerEntry(Timers timers) {
    this.timers = timers;
  }

  /** Does what it is to do, if it can still {@link #take} that. The timers' thread. */
  protected abstract void fire();

  /** Says what it is to do. Called once, before anybody else has it. */
  protected final void load(Object what) {
    LOAD.setRelease(this, what);
  }

  /** Takes away what it was to do; null: somebody has done so before. Any thread. */
  protected final @Nullable Object take() {
    Object known = load;
    return known != null && LOAD.compareAndSet(this, known, null) ? known : null;
  }

  /** Returns whether it is still to fire. Any thread. */
  public final boolean isRunning() {
    return load != null;
  }

  /** Returns in how many nanoseconds it is due; less than zero: it is late. Any thread. */
  public final long left() {
    return due - timers.now();
  }

  /** Sees to it that it does not fire; returns false if it has begun to, or was cancelled. */
  public final boolean cancel() {
    if (take() == null) {
      return false;
    }
    if (queued) {
      timers.stoppedInQueue();
    }
    return true;
  }

  @Override
  public final int compareTo(TimerEntry other) {
    int byTime = Long.compare(due, other.due);
    return byTime != 0 ? byTime : Long.compare(order, other.order);
  }
}
