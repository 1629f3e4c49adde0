package dev.dream.process;

import dev.dream.runtime.EngineThread;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer of one request arrives: never in the mailbox, so nothing there is lost,
 * reordered or taken for an answer. It also watches the process that was asked: if that ends first,
 * the slot hears so at once.
 *
 * <p>{@code outcome} is set once, by compare-and-set: by the answer, by the end of the watched
 * process, or by whoever stops waiting. {@code waiter}, {@code asker} and {@code listener} are set
 * before {@code outcome} is looked at, and read after it is set, so one of both sides sees the
 * other.
 */
public final class ReplySlot extends Watcher {

  private static final VarHandle OUTCOME;

  static {
    try {
      OUTCOME = MethodHandles.lookup().findVarHandle(ReplySlot.class, "outcome", Outcome.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Node node;
  private final @Nullable Pid caller;
  private @Nullable LocalProcess target;
  private volatile @Nullable Outcome outcome;
  private volatile @Nullable Thread waiter;
  private volatile @Nullable LocalProcess asker;
  private volatile @Nullable Consumer<Outcome> listener;
  private volatile @Nullable ScheduledFuture<?> limit;

  ReplySlot(Node node, @Nullable Pid caller) {
    this.node = node;
    this.caller = caller;
  }

  /** Begins to watch who is asked; null: nobody. Called once, before anybody else has the slot. */
  void watch(@Nullable LocalProcess asked) {
    target = asked;
    if (asked == null || !attach(asked)) {
      outcome = new Outcome.Exited(ExitReason.NOPROC);
    }
  }

  /** How waiting for an answer ended. */
  public sealed interface Outcome {

    /**
     * The answer came.
     *
     * @param value what it was
     */
    record Answered(@Nullable Object value) implements Outcome {}

    /**
     * The process that was asked ended first, or did not exist.
     *
     * @param reason why
     */
    record Exited(ExitReason reason) implements Outcome {}

    /** The time ran out; an answer that comes later is dropped and counted. */
    record TimedOut() implements Outcome {}

    /** The waiting thread, which is no process's, was interrupted. */
    record Interrupted() implements Outcome {}
  }

  /**
   * Brings the answer. Any thread; a process that has been killed cannot answer any more.
   *
   * @return false if nobody waits for it any more: it is dropped and counted
   */
  public boolean answer(@Nullable Object value) {
    LocalProcess answering = node.actor();
    if (answering != null) {
      answering.replied(caller, value);
    }
    boolean inTime = settle(value);
    if (!inTime) {
      node.tally().lateReply();
    }
    return inTime;
  }

  /** Brings the engine's own answer. */
  boolean settle(@Nullable Object value) {
    return complete(new Outcome.Answered(value));
  }

  /** Returns the asking process, or null if that is an ordinary thread. */
  public @Nullable Pid caller() {
    return caller;
  }

  /** Returns who is asked, or null if there was nobody. */
  public @Nullable Pid target() {
    LocalProcess asked = target;
    return asked == null ? null : asked.pid;
  }

  /** Returns whether nobody has answered and the asker still waits. */
  public boolean isOpen() {
    return outcome == null;
  }

  /**
   * Waits for the answer, on the asker's thread. {@link Processes#INFINITY} waits without limit.
   */
  public Outcome await(Duration timeout) {
    waiter = Thread.currentThread();
    if (outcome == null) {
      park(Waiting.nanos(timeout));
    }
    node.actor(); // a killed asker gets no answer: this throws
    Outcome ended = outcome;
    return ended == null ? new Outcome.TimedOut() : ended;
  }

  /**
   * Hands the outcome to {@code action} on a virtual thread of its own, so that whatever it does
   * cannot hold up the process that answers.
   */
  public void whenDone(Duration timeout, Consumer<Outcome> action) {
    listener = action;
    long nanos = Waiting.nanos(timeout);
    if (nanos >= 0 && outcome == null) {
      limit = node.timers().start(() -> complete(new Outcome.TimedOut()), nanos);
    }
    Outcome ended = outcome;
    if (ended != null) {
      tell(ended);
    }
  }

  @Override
  void down(Pid ended, ExitReason reason) {
    complete(new Outcome.Exited(reason));
  }

  private boolean complete(Outcome result) {
    if (outcome != null || !OUTCOME.compareAndSet(this, null, result)) {
      return false;
    }
    if (target != null) {
      detach(target);
    }
    LocalProcess asking = asker;
    if (asking != null) {
      asking.change(LocalProcess.ASKING, LocalProcess.RUNNING);
    }
    LockSupport.unpark(waiter);
    tell(result);
    return true;
  }

  private void tell(Outcome result) {
    Consumer<Outcome> action;
    synchronized (this) {
      action = listener;
      listener = null;
    }
    ScheduledFuture<?> timer = limit;
    if (timer != null) {
      timer.cancel(false);
    }
    if (action != null) {
      Consumer<Outcome> told = action;
      node.runAside(() -> told.accept(result));
    }
  }

  private void park(long nanos) {
    EngineThread thread = EngineThread.current();
    if (thread == null || !(thread.occupant() instanceof LocalProcess self)) {
      parkUntilDone(nanos, null);
      return;
    }
    asker = self;
    thread.beforeBlocking();
    self.change(LocalProcess.RUNNING, LocalProcess.ASKING);
    parkUntilDone(nanos, self);
    self.change(LocalProcess.ASKING, LocalProcess.RUNNING);
  }

  private void parkUntilDone(long nanos, @Nullable LocalProcess self) {
    long deadline = System.nanoTime() + nanos;
    while (outcome == null) {
      long left = nanos < 0 ? nanos : deadline - System.nanoTime();
      if (nanos >= 0 && left <= 0) {
        complete(new Outcome.TimedOut());
        return;
      }
      Waiting.park(this, left);
      if (Thread.interrupted() && interrupted(self)) {
        return;
      }
    }
  }

  /** Returns whether to stop waiting: a process does so only when it was ended. */
  private boolean interrupted(@Nullable LocalProcess self) {
    if (self == null) {
      Thread.currentThread().interrupt();
    } else if (self.isAlive()) {
      return false;
    }
    complete(new Outcome.Interrupted());
    return true;
  }
}
