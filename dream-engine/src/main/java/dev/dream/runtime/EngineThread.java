package dev.dream.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the engine together with what runs on it now.
 *
 * <p>{@code occupant} is written by the thread itself and read by it; the {@link Watch} reads it
 * too, milliseconds after it was written, and makes sure afterwards that it was still the one. All
 * others know a process's thread from the process, never the other way round. {@code awaited} is
 * written by the thread itself and read by others that are about to wait; {@code waits} too, and
 * read by who wants to know whether it has run in between.
 */
public abstract class EngineThread implements Runnable {

  // A thread-local that is set once per engine thread and dies with it: nothing of an engine stays
  // behind in it when the engine is closed.
  private static final ThreadLocal<@Nullable EngineThread> CURRENT = new ThreadLocal<>();

  private static final VarHandle WAITS;

  static {
    try {
      WAITS = MethodHandles.lookup().findVarHandle(EngineThread.class, "waits", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Thread thread;
  private final @Nullable Turn turn;
  private @Nullable Object occupant;
  private volatile @Nullable Object awaited;
  private int waits;

  /** Creates the virtual thread without starting it. */
  @SuppressWarnings("this-escape") // it is not run before start()
  protected EngineThread(ThreadSource source, String name) {
    this.thread = source.unstarted(name, this::enter);
    this.turn = source.turns() == null ? null : new Turn(source.turns(), this);
  }

  /** Returns the engine thread that runs the caller, or null on any other thread. */
  public static @Nullable EngineThread current() {
    return CURRENT.get();
  }

  /** Returns who has this thread now: a process, or null between two of them. */
  public final @Nullable Object occupant() {
    return occupant;
  }

  /** Says who has this thread from now on. Called by the thread itself. */
  public final void occupy(@Nullable Object occupant) {
    this.occupant = occupant;
  }

  /** Returns what this thread waits for, as far as it has said so. Any thread. */
  public final @Nullable Object awaited() {
    return awaited;
  }

  /** Says what this thread waits for from now on; null: nothing. Called by the thread itself. */
  public final void await(@Nullable Object what) {
    awaited = what;
  }

  /** Returns the thread behind it. */
  public final Thread thread() {
    return thread;
  }

  /** Wakes the thread, if it waits in {@link #park}, or lets it not wait. Any thread. */
  public final void wake() {
    if (turn == null) {
      LockSupport.unpark(thread);
    } else {
      turn.wake();
    }
  }

  /** Interrupts the thread, wherever it waits. Any thread. */
  public final void interrupt() {
    thread.interrupt();
    if (turn != null) {
      turn.wake();
    }
  }

  /** Returns whether it runs in its turn only; see {@link Turns}. */
  public final boolean takesTurns() {
    return turn != null;
  }

  /** Waits until it is woken. Called by the thread itself, which takes turns. */
  public final void park() {
    if (turn != null) {
      turn.park();
    }
  }

  /** Lets others run first, if it takes turns and the seed says so. Called by the thread itself. */
  public final void pause() {
    if (turn != null && turn.endsHere()) {
      turn.pause();
    }
  }

  /** Waits until nobody else can go on. Called by the thread itself, which takes turns. */
  public final void restLast() {
    if (turn != null) {
      turn.rest();
    }
  }

  final @Nullable Turn turn() {
    return turn;
  }

  /** Lets the thread begin; if it takes turns, once it is chosen. See {@link #inTurns}. */
  public final void startInTurns() {
    if (turn != null) {
      turn.enlist(); // by who starts it: when the thread has begun is not for a seed to say
    }
    start();
  }

  /** Runs something in turns of its own. Called by the thread itself, once. */
  protected final void inTurns(Runnable code) {
    if (turn == null) {
      code.run();
      return;
    }
    turn.begin();
    try {
      code.run();
    } finally {
      turn.giveBack();
    }
  }

  /** Counts a wait that has ended. Called by the thread itself, before it does anything else. */
  public final void waited() {
    WAITS.setRelease(this, waits + 1);
  }

  /** Returns how many of its waits have ended; what is read after this is not older. Any thread. */
  public final int waits() {
    return (int) WAITS.getAcquire(this);
  }

  /** Says that the thread is about to wait, so that others may use its place. */
  public void beforeBlocking() {}

  /** Lets the thread begin. */
  public final void start() {
    thread.start();
  }

  private void enter() {
    CURRENT.set(this);
    run();
  }
}
