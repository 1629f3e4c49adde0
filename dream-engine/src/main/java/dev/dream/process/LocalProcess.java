package dev.dream.process;

import dev.dream.process.ContextPropagation.Scope;
import dev.dream.process.ContextPropagation.Snapshot;
import dev.dream.process.ExitReason.Plain;
import dev.dream.process.Mailbox.Block;
import dev.dream.runtime.EngineThread;
import dev.dream.runtime.MailboxQueue.Push;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A process of this engine: its mailbox, its life, its relations.
 *
 * <p><b>Life.</b> What a process does is told by three fields together:
 *
 * <pre>
 *   mailbox            runner   status
 *   resting            null     ALIVE    nothing, until a message comes            (callback process)
 *   anything else      null     ALIVE    waits for its turn, or for its first one
 *   awake              thread   ALIVE    runs
 *   waiting            thread   ALIVE    waits for a message, on its thread
 *   awake              thread   ASKING   waits for something else: messages do not wake it
 *   awake              thread   WOKEN    runs, and was to be woken when it did not wait yet
 *   closed, or soon    any      DEAD
 * </pre>
 *
 * A process that wants to end when there is nothing left to do {@linkplain Kernel#seal seals} its
 * mailbox first: nobody's message gets in any more, so none is lost, while signals and what it asks
 * for in its last callback still reach it.
 *
 * <p>The mailbox alone decides who wakes the process: exactly one push after it went to rest, or to
 * wait ({@link dev.dream.runtime.MailboxQueue}).
 *
 * <p><b>Death.</b> Exactly one thread turns {@code status} to DEAD: the process's own when its code
 * ends, or that of whoever sent the deadly signal. It holds the process's monitor while it does so
 * and takes the {@link Relations} with it; links, monitors, timers and names are added only under
 * the same monitor and only to the living, so none is left behind. Where two processes are locked,
 * the one with the lower number comes first ({@link Pair}). Soon after, the mailbox is closed.
 *
 * <p><b>The victim's thread</b> may still be running. A thread that is to run the process first
 * writes {@code runner}, then looks whether {@code status} is DEAD; when it has run it, it writes
 * null, then lets the mailbox rest, then looks again. A killer first writes DEAD, then reads {@code
 * runner}. Each has a full fence in between, on the thread's way out that of the mailbox's
 * compare-and-set. So of the two at least one sees the other. If the killer sees a thread, it
 * enters that among the {@link Fences} in the same step, under the monitor, and interrupts it
 * ({@link #fence}); a thread that sees DEAD asks there whether it was meant ({@link #wasKilled}).
 * If so it clears away what the process has seen, and runs nothing else; if not, the killer does,
 * and the thread goes on without a further look at the process. From its death on each engine
 * operation on the victim's thread meets {@link #requireAlive}.
 *
 * <p>{@code trapExit} is written by the process and read by others; {@code name}, {@code relations}
 * and the making of {@code notes} are guarded by the monitor; {@code exitReason} is written once,
 * before DEAD; {@code handling} and {@code handled} are written by the process and read by anybody
 * for display; {@code endedByItself} and {@code endedByLink} are written by the thread that ends
 * it, and read by it and by the process's own; {@code inside} is the process's own thread's alone;
 * {@code recent} is written by the process and read by who reports its end, who may miss the latest
 * if that is another: it is a {@link Wording#kindOf kind}, while all messages had the same, or else
 * an array of the last ones.
 */
abstract class LocalProcess {

  static final int ALIVE = 0;
  static final int ASKING = 1;
  static final int DEAD = 2;
  static final int WOKEN = 3;

  /** A chain of spawns may be very long. */
  private static final int MOST_ANCESTORS = 32;

  /** How many types of messages it remembers; a power of two. */
  private static final int MOST_RECENT = 8;

  private static final VarHandle STATUS;
  private static final VarHandle RUNNER;
  private static final VarHandle HANDLED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATUS = lookup.findVarHandle(LocalProcess.class, "status", int.class);
      RUNNER = lookup.findVarHandle(LocalProcess.class, "runner", EngineThread.class);
      HANDLED = lookup.findVarHandle(LocalProcess.class, "handled", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Node node;
  final Pid pid;
  final @Nullable Pid parent;
  final long startedMillis;
  final Inbox mailbox;

  volatile int status;
  volatile boolean trapExit;
  volatile @Nullable ExitReason exitReason;
  volatile @Nullable String name;
  volatile @Nullable Notes notes;
  volatile @Nullable EngineThread runner;
  @Nullable Relations relations;
  @Nullable Object handling;
  long handled;
  @Nullable Inside inside;
  private @Nullable Object recent;
  boolean endedByItself;
  boolean endedByLink;

  LocalProcess(Node node, long id, @Nullable Pid parent, Mailbox limits) {
    this.node = node;
    this.pid = new Pid(node.id(), id, this);
    this.parent = parent;
    this.mailbox = new Inbox(limits);
    this.startedMillis = node.clock().millis();
  }

  /** Makes the process run for the first time. */
  abstract void start();

  /**
   * Makes a resting process run. The caller has just put a message into its mailbox.
   *
   * @param by the calling thread, if it is one of the engine's
   */
  abstract void schedule(@Nullable EngineThread by);

  /**
   * Sees to it that the dead process's thread, if any, does nothing more for anybody: interrupts it
   * and keeps it from running another process.
   */
  abstract void fence(EngineThread thread);

  /** Returns what kind of process it is, for lists and metrics. */
  abstract String module();

  /** Takes a system request; returns false if a process of its kind takes none. */
  boolean accept(SystemMessage message) {
    return false;
  }

  /** Returns whether it takes no messages for a time. */
  boolean isSuspended() {
    return false;
  }

  /** Takes note that its code has replied to somebody. */
  void replied(@Nullable Pid to, @Nullable Object answer) {}

  /** Returns what reports may show of its inside. The process's own thread only. */
  Status status(ExitReason reason) {
    return new Status(null, null, reason);
  }

  /** Returns whether it does nothing until there is a message for it. Any thread. */
  abstract boolean isAtRest();

  /** Returns whether it waits on its thread, for a message or for something else. Any thread. */
  final boolean isWaiting() {
    return status == ASKING || mailbox.isWaiting();
  }

  /** Takes note that its code has taken a message out of the mailbox by itself. */
  abstract void received();

  /** Returns how many messages it has taken. */
  long taken() {
    return handled;
  }

  /** Returns what upper layers show of it. */
  Optional<Object> observe() {
    return Optional.empty();
  }

  /**
   * Returns what of a message that it has taken is not done yet; null: nothing. The process's own
   * thread, or its end.
   */
  @Nullable Object inHand(Object taken) {
    return taken;
  }

  /** Returns the messages that it has taken and put off. The process's own thread, or its end. */
  Collection<?> held() {
    return List.of();
  }

  /** Returns where its thread stands, without the JDK's frames on top; empty if it has none. */
  final List<StackTraceElement> stack() {
    EngineThread thread = runner;
    if (thread == null || !isAlive()) {
      return List.of();
    }
    List<StackTraceElement> frames = List.of(thread.thread().getStackTrace());
    return isAlive() && runner == thread
        ? frames.stream()
            .dropWhile(
                frame -> frame.getModuleName() != null && frame.getModuleName().startsWith("java."))
            .toList()
        : List.of();
  }

  /** Returns the type of the message in hand, or null. */
  final @Nullable String currentMessage() {
    Object message = handling;
    return message == null ? null : Wording.typeOf(Parcel.open(message));
  }

  /**
   * Keeps the type of a message that it takes, for a crash report; {@code handled} counts it
   * already. Most processes take one type all the time, and for them it stores nothing.
   */
  final void remember(Object message) {
    Object content = Parcel.open(message);
    Object known = recent;
    if (known == content.getClass()) {
      return;
    }
    Object kind = Wording.kindOf(content);
    if (known == null) {
      recent = kind;
    } else if (known instanceof Object[] kinds) {
      kinds[(int) handled & MOST_RECENT - 1] = kind;
    } else if (known != kind) {
      Object[] kinds = repeated(known);
      kinds[(int) handled & MOST_RECENT - 1] = kind;
      recent = kinds;
    }
  }

  /** Returns the kinds of the messages before this one, which were all the same. */
  private Object[] repeated(Object kind) {
    Object[] kinds = new Object[MOST_RECENT];
    for (long i = Math.max(1, handled - MOST_RECENT); i < handled; i++) {
      kinds[(int) i & MOST_RECENT - 1] = kind;
    }
    return kinds;
  }

  /** Returns the types of the messages it took last, the latest last. */
  final List<String> lastTypes() {
    Object known = recent;
    List<String> names = new ArrayList<>();
    if (known != null && !(known instanceof Object[])) {
      return Collections.nCopies(Math.clamp(handled, 1, MOST_RECENT), Wording.nameOf(known));
    }
    @Nullable Object[] kinds = known == null ? new Object[0] : (Object[]) known;
    for (int i = 1; i <= kinds.length; i++) {
      Object kind = kinds[(int) (handled + i) & MOST_RECENT - 1];
      if (kind != null) {
        names.add(Wording.nameOf(kind));
      }
    }
    return List.copyOf(names);
  }

  /** Returns whether it has no message that it would take, neither waiting nor in hand. */
  abstract boolean isDrained();

  /** Returns how many messages it has taken; what is read after this is not older. */
  final long handledSoFar() {
    return (long) HANDLED.getAcquire(this);
  }

  /** Returns how often its thread has waited; what is read after this is not older. */
  final int waitsSoFar() {
    EngineThread thread = runner;
    return thread == null ? 0 : thread.waits();
  }

  /** Returns whether no code of it runs, or will before something is brought to it. Any thread. */
  final boolean isIdle() {
    return isAtRest() || isWaiting();
  }

  /** Returns what there is noted of it, made when first needed. */
  final Notes notes() {
    Notes known = notes;
    if (known == null) {
      synchronized (this) {
        known = notes == null ? new Notes() : notes;
        notes = known;
      }
    }
    return known;
  }

  /** Puts what was to go along with its start in place, if anything. Its own thread, once. */
  final @Nullable Scope openContext() {
    Notes known = notes;
    Snapshot context = known == null ? null : known.context;
    if (known == null || context == null) {
      return null;
    }
    known.context = null;
    return context.open();
  }

  /** Returns what it calls itself, or null. */
  final @Nullable String label() {
    Notes known = notes;
    return known == null ? null : known.label;
  }

  /** Returns the process dictionary, or null if nothing was ever in it. */
  final @Nullable Map<ProcessKey<?>, Object> dictionary() {
    Notes known = notes;
    return known == null ? null : known.dictionary;
  }

  /** Returns the process dictionary, by the names of the keys. */
  final Map<String, Object> shownDictionary() {
    Map<ProcessKey<?>, Object> known = dictionary();
    Map<String, Object> shown = new TreeMap<>();
    if (known != null) {
      known.forEach((key, value) -> shown.put(key.toString(), value));
    }
    return shown;
  }

  /** Returns the nearest of its living ancestors, up to the first that has ended. */
  final List<Pid> ancestors() {
    List<Pid> found = new ArrayList<>();
    for (Pid ancestor = parent; ancestor != null && found.size() < MOST_ANCESTORS; ) {
      found.add(ancestor);
      LocalProcess process = ancestor.process();
      ancestor = process == null ? null : process.parent;
    }
    return found;
  }

  final boolean isAlive() {
    return status != DEAD;
  }

  final boolean change(int from, int to) {
    return STATUS.compareAndSet(this, from, to);
  }

  /** Becomes one that waits for something else; false if it has ended, or was woken before. */
  final boolean asks() {
    return change(ALIVE, ASKING) || !change(WOKEN, ALIVE) && status == ASKING;
  }

  /** Waits no longer for something else, or will not. Any thread. */
  final void woken() {
    for (int seen = status; seen == ALIVE || seen == ASKING; seen = status) {
      if (change(seen, seen == ASKING ? ALIVE : WOKEN)) {
        return;
      }
    }
  }

  /** Returns the relations, made when first needed. Caller holds the monitor. */
  final Relations relations() {
    Relations known = relations;
    if (known == null) {
      known = new Relations();
      relations = known;
    }
    return known;
  }

  /** Refuses to go on for a process that has ended while its code still runs. */
  final void requireAlive() {
    if (status == DEAD) {
      throw new ExitException(finalReason());
    }
  }

  final ExitReason finalReason() {
    ExitReason reason = exitReason;
    return reason == null ? ExitReason.KILLED : reason;
  }

  /** Says which thread runs the process from now on; returns false if it has ended. */
  final boolean enter(EngineThread thread) {
    runner = thread;
    return status != DEAD;
  }

  /** Says that no thread runs it any more. A full fence is to follow, then a look at its life. */
  final void leave() {
    RUNNER.setRelease(this, null);
  }

  /**
   * Puts something that may always come in into the mailbox and wakes the process. Any thread.
   * Ignored by the dead.
   */
  final void push(Object message) {
    if (status != DEAD) {
      rouse(mailbox.admit(message, node.clock().nanos()), EngineThread.current());
    }
  }

  /** Puts somebody's message into the mailbox if there is room for it, and wakes the process. */
  final Push admit(Object message, @Nullable EngineThread by) {
    Push push = mailbox.admitIfRoom(message, node.clock().nanos());
    rouse(push, by);
    return push;
  }

  /** Sees to it that the process looks for what has just been pushed. */
  private void rouse(Push push, @Nullable EngineThread by) {
    switch (push) {
      case ROUSED -> schedule(by);
      case WOKEN -> {
        EngineThread waiting = runner; // perhaps not any more, if its time has just passed
        if (waiting != null) {
          waiting.wake();
        }
        node.lookout().stir();
      }
      case ADDED, FULL, CLOSED -> {}
    }
  }

  /**
   * Takes somebody's message as this mailbox's limits say. Any thread.
   *
   * @param sender the calling process, if any
   * @param patience how long the sender may be kept waiting at most
   */
  final Delivery offer(@Nullable LocalProcess sender, Object message, Duration patience) {
    if (status == DEAD) {
      return Delivery.NOBODY;
    }
    return switch (admit(message, sender == null ? null : sender.runner)) {
      case ADDED, ROUSED, WOKEN -> Delivery.DELIVERED;
      case FULL -> overflow(sender, message, patience);
      case CLOSED -> Delivery.NOBODY;
    };
  }

  private Delivery overflow(@Nullable LocalProcess sender, Object message, Duration patience) {
    if (mailbox.limits().drops(Parcel.open(message))) {
      return Delivery.DROPPED;
    }
    Room room = mailbox.room();
    if (room != null
        && mailbox.limits().overflow() instanceof Block(Duration most)
        && sender != this) {
      long nanos = Math.min(Deadline.nanos(most), Deadline.nanos(patience));
      if (room.enter(this, message, nanos)) {
        return Delivery.DELIVERED;
      }
    }
    return isAlive() && !mailbox.isSealed()
        ? new Delivery.Refused(mailbox.overload(taken()))
        : Delivery.NOBODY;
  }

  /**
   * Takes the oldest message that fits, waiting for it. The process's own thread only.
   *
   * @param nanos how long to wait; negative: without limit
   * @return null when the time has passed
   */
  final @Nullable Object take(@Nullable Predicate<Object> fits, long nanos) {
    requireAlive();
    long deadline = nanos > 0 ? node.time().nanos() + nanos : 0;
    long left = nanos;
    Predicate<Object> opened = fits == null ? null : element -> fits.test(Carried.open(element));
    Object element = opened == null ? mailbox.take() : mailbox.take(opened);
    while (element == null && (nanos < 0 || left > 0)) {
      waitForMessage(left);
      left = nanos > 0 ? deadline - node.time().nanos() : nanos;
      element = opened == null ? mailbox.take() : mailbox.takeNew(opened);
    }
    if (element == null) {
      return null;
    }
    Object message = Carried.open(element);
    received();
    remember(message);
    return message;
  }

  private void waitForMessage(long nanos) {
    EngineThread self = runner;
    if (self != null) {
      self.beforeBlocking();
    }
    if (mailbox.beginWait()) {
      Thread thread = Thread.currentThread();
      Waiting.park(self, node.timers(), this, nanos, () -> endWait(self, thread));
      mailbox.endWait();
      if (self != null) {
        self.waited();
      }
    }
    Thread.interrupted(); // only the end of the process may cut a wait short
    requireAlive();
  }

  /** Lets the process look again: its time has passed, or it waits for something else by now. */
  private void endWait(@Nullable EngineThread self, Thread thread) {
    mailbox.endWait(); // or it would seem to wait on until its thread runs
    if (self == null) {
      LockSupport.unpark(thread);
    } else {
      self.wake();
    }
  }

  /**
   * Ends the process for everybody: names and what else it had go first, then links and monitors
   * are told, in {@code wave}. Does nothing if it has ended already.
   */
  final boolean end(ExitReason reason, ExitWave wave) {
    return bury(die(reason), wave);
  }

  /** What a process leaves behind at the moment of its death, for one thread to clear away. */
  private record Remains(
      ExitReason reason,
      @Nullable String name,
      @Nullable EngineThread running,
      @Nullable Relations ties) {}

  /** Turns the status to DEAD; returns null if it was that already. */
  private synchronized @Nullable Remains die(ExitReason reason) {
    if (status == DEAD) {
      return null;
    }
    exitReason = reason;
    status = DEAD;
    EngineThread running = runner;
    if (running != null && running != EngineThread.current()) {
      node.tally().fences().enter(this, running);
    }
    Remains remains = new Remains(reason, name, running, relations);
    relations = null;
    return remains;
  }

  /** Clears away what is left of this process, holding no monitor. */
  private boolean bury(@Nullable Remains remains, ExitWave wave) {
    if (remains == null) {
      return false;
    }
    EngineThread running = remains.running();
    endedByItself = running != null && running == EngineThread.current();
    if (running != null && !endedByItself) {
      fence(running);
    }
    Room room = mailbox.room();
    if (room != null) {
      room.close();
    }
    Relations ties = remains.ties();
    if (ties != null) {
      ties.releaseBelongings(this);
    }
    node.ended(this, remains.name(), remains.reason());
    if (running == null || endedByItself) {
      Leftovers.clear(this);
    } else {
      Leftovers.clearUnseen(this); // its thread clears what that has seen
    }
    if (ties != null) {
      ties.release(this, remains.reason(), wave);
    }
    return true;
  }

  /**
   * Returns whether somebody else ended it while the calling thread ran it, which then has done its
   * last.
   *
   * @param thread the calling thread
   */
  final boolean wasKilled(EngineThread thread) {
    Fences fences = node.tally().fences();
    if (status != DEAD || endedByItself || !fences.holds(this, thread)) {
      return false;
    }
    Leftovers.clear(this);
    fences.leave(this);
    return true;
  }

  /** Returns where its next incarnation will be found, if it has a name. */
  final Address address() {
    String known = name;
    return known == null ? pid : new Name(known);
  }

  /** Takes an exit signal that was sent with {@code exit(pid, reason)}. */
  final void signal(Pid from, ExitReason reason, ExitWave wave) {
    if (reason == Plain.KILL) {
      end(ExitReason.KILLED, wave);
    } else {
      exitSignal(from, reason, wave);
    }
  }

  /** Takes an exit signal that can be trapped. */
  private void exitSignal(Pid from, ExitReason reason, ExitWave wave) {
    bury(react(from, reason), wave);
  }

  /**
   * Takes the exit signal of a link, if there still is one: what an unlink has removed since the
   * other's death does no harm any more. So the look at the link and the effect are one step.
   */
  final void linkExit(LocalProcess dead, ExitReason reason, ExitWave wave) {
    Remains remains = null;
    synchronized (this) {
      Relations known = relations;
      if (known != null && known.links.remove(dead)) {
        remains = react(dead.pid, reason);
        endedByLink = remains != null;
      }
    }
    bury(remains, wave);
  }

  private @Nullable Remains react(Pid from, ExitReason reason) {
    if (trapExit) {
      push(new Exit(from, reason));
      return null;
    }
    return reason != ExitReason.NORMAL || from.equals(pid) ? die(reason) : null;
  }

  @Override
  public String toString() {
    String shown = name;
    return shown == null ? pid.toString() : '"' + shown + "\" " + pid;
  }
}
