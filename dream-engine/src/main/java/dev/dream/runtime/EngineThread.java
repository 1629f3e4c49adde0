package dev.dream.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A thread of the engine together with what runs on it now.
 *
 * <p>{@code occupant} is written by the thread itself and read by it; the {@link Watch} reads it
 * too, milliseconds after it was written, and makes sure afterwards that it was still the one. All
 * others know a process's thread from the process, never the other way round. {@code awaited} is
 * written by the thread itself and read by others that are about to wait.
 */
public abstract class EngineThread implements Runnable {

  // A thread-local that is set once per engine thread and dies with it: nothing of an engine stays
  // behind in it when the engine is closed.
  private static final ThreadLocal<@Nullable EngineThread> CURRENT = new ThreadLocal<>();

  private final Thread thread;
  private @Nullable Object occupant;
  private volatile @Nullable Object awaited;

  /** Creates the virtual thread without starting it. */
  @SuppressWarnings("this-escape") // it is not run before start()
  protected EngineThread(ThreadSource source, String name) {
    this.thread = source.unstarted(name, this::enter);
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
