package dev.dream.process;

import dev.dream.process.ContextPropagation.Scope;
import dev.dream.process.ContextPropagation.Snapshot;
import dev.dream.process.Sleeper.Awake;
import dev.dream.runtime.EngineThread;
import dev.dream.runtime.TimerEntry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer of one request arrives: never in the mailbox, so nothing there is lost,
 * reordered or taken for an answer. It also watches the process that was asked: if that ends first,
 * the slot hears so at once.
 *
 * <p>{@code outcome} is set once, by compare-and-set: by the answer, by the end of the watched
 * process, or by whoever stops waiting. {@code sleeper}, {@code listener} and {@code tie} are set
 * before {@code outcome} is looked at, and read after it is set, so one of both sides sees the
 * other. One thread at a time may wait. {@code last} is written by the process that was asked, and
 * read by whoever ends it. {@code target} is written before anybody else has the slot. {@code
 * limit} is set after the listener and before {@code outcome} is looked at again, so one of both
 * sides cancels it. {@code deferred} is written by the process that was asked and read by others
 * that have seen, by a volatile read, that this process waits since. {@code ticket} and {@code
 * waited} are written before the request is sent, by who sends it. This slot's monitor guards
 * {@code listener}: to take it away and to set it are one step each, or else one that is set
 * between a look and its clearing would never be told.
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

  private static final long LINGER_NANOS = 2_000;

  private final Node node;
  private final @Nullable Pid caller;
  private @Nullable LocalProcess target;
  private volatile @Nullable Outcome outcome;
  private volatile @Nullable Outcome last;
  private volatile @Nullable Sleeper sleeper;
  private @Nullable Consumer<Outcome> listener;
  private volatile @Nullable TimerEntry limit;
  private volatile @Nullable Belonging tie;
  private boolean deferred;
  private long ticket;
  private long waited;

  ReplySlot(Node node, @Nullable Pid caller) {
    this.node = node;
    this.caller = caller;
  }

  /** Returns a slot for which there was nobody to ask, for this reason. */
  static ReplySlot ended(Node node, ExitReason reason) {
    ReplySlot slot = new ReplySlot(node, node.actorPid());
    slot.outcome = new Outcome.Exited(reason);
    return slot;
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

    /**
     * The request did not come in.
     *
     * @param why not
     */
    record NotDelivered(Delivery why) implements Outcome {}

    /**
     * The process that was asked waits, perhaps through others, for the one that asks.
     *
     * @param circle from the asking process to itself
     */
    record Deadlock(List<Pid> circle) implements Outcome {}
  }

  /**
   * Brings the answer. Any thread; a process that has been killed cannot answer any more.
   *
   * @return false if nobody waits for it any more: it is dropped and counted
   */
  public boolean answer(@Nullable Object value) {
    replied(value);
    boolean inTime = settle(value);
    if (!inTime) {
      node.tally().lateReply();
    }
    return inTime;
  }

  /**
   * Brings the last answer of the process that was asked, which calls this, when it has ended: a
   * caller that its end takes along gets none.
   */
  public void answerAtEnd(@Nullable Object value) {
    replied(value);
    last = new Outcome.Answered(value);
    if (!isOpen()) {
      node.tally().lateReply();
    }
  }

  /** Lets those who trace the answering process know; refused if that has been killed. */
  private void replied(@Nullable Object value) {
    LocalProcess answering = node.actor();
    if (answering != null) {
      answering.replied(caller, value);
    }
  }

  /** Brings the engine's own answer. */
  boolean settle(@Nullable Object value) {
    return complete(new Outcome.Answered(value));
  }

  /** Returns the node of who is asked. */
  Node node() {
    return node;
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

  /** Returns who is asked, also when that has ended. */
  @Nullable LocalProcess asked() {
    return target;
  }

  /**
   * Sends the request, unless the mailbox does not take it: then that is the outcome.
   *
   * @return false if there was nobody any more to take it: it was not delivered, and never will be
   */
  public boolean send(Object request, Duration patience) {
    LocalProcess asked = target;
    if (asked == null) {
      return false; // which is the outcome already
    }
    ticket = asked.taken() + asked.mailbox.depth();
    boolean mayWait = asked.mailbox.room() != null;
    long begun = mayWait ? node.time().nanos() : 0;
    Delivery delivery;
    try {
      delivery = node.kernel().offer(asked.pid, request, patience);
    } catch (Throwable killed) { // the asker, which will not wait: nobody else would end the watch
      abandon();
      throw killed;
    }
    waited = mayWait ? node.time().nanos() - begun : 0;
    switch (delivery) {
      case Delivery.Delivered(), Delivery.Nobody() -> {} // whose end this slot hears
      case Delivery.Refused _, Delivery.Dropped(), Delivery.ShuttingDown() ->
          complete(new Outcome.NotDelivered(delivery));
    }
    return !(delivery instanceof Delivery.Nobody);
  }

  /** Returns about how many messages the process that was asked will take before this request. */
  public long ahead() {
    LocalProcess asked = target;
    return asked == null ? 0 : Math.max(0, ticket - asked.taken());
  }

  /**
   * Says that the process that was asked has gone on to other things without an answer: somebody
   * else may give it. Called by that process.
   */
  public void defer() {
    deferred = true;
  }

  boolean isDeferred() {
    return deferred;
  }

  /** Returns whether nobody has answered and the asker still waits. */
  public boolean isOpen() {
    return outcome == null;
  }

  /**
   * Waits for the answer, on the asker's thread. {@link Processes#INFINITY} waits without limit.
   */
  public Outcome await(Duration timeout) {
    return await(timeout, false);
  }

  /**
   * Waits as {@link #await}. If that closes a circle of processes that wait for each other, it is
   * not this one that fails, but the one that waits for it.
   */
  public Outcome awaitFirst(Duration timeout) {
    return await(timeout, true);
  }

  private Outcome await(Duration timeout, boolean first) {
    EngineThread thread = outcome == null && caller != null ? EngineThread.current() : null;
    try {
      if (thread != null && thread.occupant() instanceof LocalProcess self) {
        breakCircle(node.waits().enter(thread, self, this), thread, first);
      }
      Outcome ended = sleep(left(timeout));
      complete(ended); // nobody waits any more; of no effect if it is decided
      return decided(ended);
    } finally {
      if (thread != null) {
        thread.await(null);
      }
    }
  }

  /** Returns what is left of a limit after the wait for room in the mailbox. */
  private Duration left(Duration timeout) {
    if (waited == 0 || Deadline.isForever(timeout)) {
      return timeout;
    }
    return Duration.ofNanos(Math.max(0, timeout.toNanos() - waited));
  }

  private void breakCircle(List<LocalProcess> circle, EngineThread thread, boolean first) {
    if (circle.isEmpty()) {
      return;
    }
    if (first) {
      thread.await(this); // it waits on
    }
    ReplySlot broken = first ? WaitCycle.last(circle) : this;
    if (broken != null) {
      broken.complete(new Outcome.Deadlock(circle.stream().map(process -> process.pid).toList()));
    }
  }

  /**
   * Waits as {@link #await}, but leaves the slot open if no answer came: it may be waited again.
   */
  public Outcome peek(Duration timeout) {
    return decided(sleep(timeout));
  }

  /** Gives the answer up: one that comes later is dropped and counted. Any thread. */
  public void abandon() {
    complete(new Outcome.TimedOut());
  }

  /**
   * Gives the answer up also when the asking process ends, which may be before it waits: otherwise
   * this would be kept by the process that was asked. Called once.
   */
  public void abandonWithAsker() {
    if (caller == null) {
      return;
    }
    Belonging mine = _ -> abandon();
    tie = mine;
    if (!node.kernel().attach(caller, mine)) {
      abandon(); // it has ended already
    } else if (outcome != null) {
      untie(); // whoever decided it may have come before the tie
    }
  }

  private void untie() {
    Belonging mine = tie;
    if (mine != null && caller != null) {
      node.kernel().detach(caller, mine);
    }
  }

  private Outcome decided(Outcome known) {
    node.actor(); // a killed asker gets no answer: this throws
    Outcome ended = outcome;
    return ended == null ? known : ended;
  }

  /**
   * Hands the outcome to {@code action} on a virtual thread of its own, so that whatever it does
   * cannot hold up the process that answers.
   */
  public void whenDone(Duration timeout, Consumer<Outcome> action) {
    Snapshot context = node.kernel().context();
    listen(result -> node.runAside(() -> inContext(context, action, result)));
    long nanos = Waiting.nanos(timeout);
    if (nanos >= 0 && outcome == null) {
      limit = node.timers().start(() -> complete(new Outcome.TimedOut()), nanos);
    }
    Outcome ended = outcome;
    if (ended != null) {
      tell(ended);
    }
  }

  private static void inContext(
      @Nullable Snapshot context, Consumer<Outcome> action, Outcome result) {
    if (context == null) {
      action.accept(result);
    } else {
      try (Scope _ = context.open()) {
        action.accept(result);
      }
    }
  }

  /**
   * Runs {@code action} once the slot is decided, on the thread that decides it, or on this one if
   * it is. One action a slot.
   *
   * @param action must neither wait nor throw
   */
  void whenDecided(Runnable action) {
    listen(_ -> action.run());
    Outcome ended = outcome;
    if (ended != null) {
      tell(ended);
    }
  }

  @Override
  void down(Pid ended, ExitReason reason) {
    Outcome answered = last;
    complete(answered == null ? new Outcome.Exited(reason) : answered);
  }

  private boolean complete(Outcome result) {
    if (outcome != null || !OUTCOME.compareAndSet(this, null, result)) {
      return false;
    }
    if (target != null) {
      detach(target);
    }
    untie();
    Sleeper asker = sleeper;
    if (asker != null) {
      asker.wake();
    }
    tell(result);
    return true;
  }

  private synchronized void listen(Consumer<Outcome> action) {
    listener = action;
  }

  private void tell(Outcome result) {
    Consumer<Outcome> action;
    synchronized (this) {
      action = listener;
      listener = null;
    }
    TimerEntry timer = limit;
    if (timer != null) {
      timer.cancel();
    }
    if (action != null) {
      action.accept(result);
    }
  }

  /**
   * Returns whether the request is next, and the asker's thread keeps nobody from answering it: as
   * a virtual one would, by its carrier.
   */
  private boolean isSoon() {
    return !Thread.currentThread().isVirtual() && ahead() == 0;
  }

  /** Looks out for the answer for a moment, since to sleep and to be woken would take longer. */
  private @Nullable Outcome linger() {
    long end = System.nanoTime() + LINGER_NANOS;
    Outcome known;
    do {
      Thread.onSpinWait();
      known = outcome;
    } while (known == null && System.nanoTime() < end);
    return known;
  }

  /** Waits, and returns what has been decided, or else how the wait ended. */
  private Outcome sleep(Duration timeout) {
    long nanos = Waiting.nanos(timeout);
    Outcome known = outcome == null && isSoon() ? linger() : outcome;
    if (known != null) {
      return known;
    }
    Sleeper self = Sleeper.current(node.timers());
    sleeper = self;
    Awake awake = self.sleep(() -> outcome != null, nanos);
    Outcome ended = outcome;
    return ended != null
        ? ended
        : awake == Awake.INTERRUPTED ? new Outcome.Interrupted() : new Outcome.TimedOut();
  }
}
