package dev.dream.process;

import dev.dream.process.ContextPropagation.Scope;
import dev.dream.runtime.EngineThread;
import dev.dream.runtime.Task;
import dev.dream.runtime.Worker;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that holds no thread while idle: a worker runs it, one batch of messages at a time.
 *
 * <p>While it is suspended it takes only what {@link #passes}; the rest stays in the mailbox, in
 * order. {@code debug} and {@code received}, the messages that its callbacks took by themselves,
 * are written by the process and read by others for display. {@code handled} counts callbacks only,
 * so that others can tell one from the next.
 */
final class CallbackProcess extends LocalProcess implements Task {

  private final Callbacks callbacks;
  private boolean begun;
  private int received;
  private @Nullable Debug debug;

  CallbackProcess(Node node, long id, @Nullable Pid parent, Mailbox limits, Callbacks callbacks) {
    super(node, id, parent, limits);
    this.callbacks = callbacks;
  }

  @Override
  void start() {
    node.schedule(this, EngineThread.current());
  }

  @Override
  void schedule(@Nullable EngineThread by) {
    node.schedule(this, by);
  }

  @Override
  void fence(EngineThread thread) {
    // The worker must end with this process: an interrupt meant for it must never hit the next.
    ((Worker) thread).abandon();
    thread.interrupt();
  }

  @Override
  String module() {
    return callbacks.module();
  }

  @Override
  boolean isAtRest() {
    return mailbox.isResting();
  }

  @Override
  void received() {
    received++;
  }

  @Override
  long taken() {
    return handled + received;
  }

  /** Returns how long its callbacks may run, if it says so itself. */
  Optional<Duration> callbackLimit() {
    return callbacks.callbackLimit();
  }

  @Override
  Optional<Object> observe() {
    return callbacks.observe();
  }

  @Override
  @Nullable Object inHand(Object taken) {
    return callbacks.inHand(taken);
  }

  @Override
  Collection<?> held() {
    return callbacks.held();
  }

  @Override
  Status status(ExitReason reason) {
    return Status.of(callbacks, handling, reason);
  }

  @Override
  public void run(Worker worker) {
    boolean alive = enter(worker); // or it has ended while it waited for its turn
    if (alive) {
      worker.occupy(this);
      long before = taken();
      runBatch(worker.samples());
      worker.countMessages(taken() - before);
      worker.occupy(null);
      alive = rest(worker);
    }
    if (!alive && wasKilled(worker)) {
      worker.abandon();
    }
  }

  /**
   * Takes some messages.
   *
   * @param samples whether the first is one of a sample
   */
  private void runBatch(boolean samples) {
    try {
      if (!begun) {
        begin();
      }
      int most = node.batch();
      if (samples && takeSampled()) {
        most--;
      }
      for (int i = 0; i < most && status != DEAD; i++) {
        Object element = next();
        if (element == null) {
          break;
        }
        if (element instanceof Carried carried) {
          takeInContext(carried);
        } else {
          take(element);
        }
      }
      handling = null;
    } catch (Throwable thrown) {
      node.codeEnded(this, thrown);
    }
  }

  private void begin() throws Exception {
    begun = true;
    try (Scope _ = openContext()) {
      reportingHere(
          () -> {
            callbacks.begin();
            node.tally().begun(module());
          });
    }
  }

  /** Takes a message and its time, if somebody wants that; returns whether it did. */
  private boolean takeSampled() throws Exception {
    MessageSampling sampling = node.tally().sampling();
    long arrived = sampling == null ? 0 : mailbox.oldestNanos();
    Object element = arrived == 0 || status == DEAD ? null : next();
    if (element == null) {
      return false;
    }
    Object message = Carried.open(element);
    long begun = System.nanoTime();
    try {
      if (element instanceof Carried carried) {
        takeInContext(carried);
      } else {
        take(element);
      }
    } finally {
      if (sampling != null && !(message instanceof EngineMessage)) {
        long took = System.nanoTime() - begun;
        sampling.sampled(module(), Parcel.kindOf(message), Math.max(0, begun - arrived), took);
      }
    }
    return true;
  }

  private void takeInContext(Carried carried) throws Exception {
    try (Scope _ = carried.context().open()) {
      reportingHere(() -> take(carried.message()));
    }
  }

  /** Runs code whose crash is reported in the context that it ran in, and not once more. */
  private void reportingHere(Body code) throws Exception {
    try {
      code.run();
    } catch (Throwable thrown) {
      node.codeEnded(this, thrown);
      throw thrown;
    }
  }

  private void take(Object message) throws Exception {
    handling = message;
    handled++;
    remember(message);
    handle(message);
  }

  private void handle(Object message) throws Exception {
    if (message instanceof SystemMessage system) {
      Debug debugging = debug == null ? new Debug(this, callbacks) : debug;
      debug = debugging;
      debugging.handle(system);
      debug = debugging.isIdle() ? null : debugging;
    } else if (debug == null) {
      dispatch(message);
    } else {
      debug.in(message);
      dispatch(message);
      debug.handled();
    }
  }

  private void dispatch(Object message) throws Exception {
    Observing observing = node.observing;
    if (observing == null || message instanceof EngineMessage) {
      callbacks.handle(message);
    } else {
      observing.handling(
          this,
          message,
          () -> {
            callbacks.handle(message);
            return true;
          });
    }
  }

  @Override
  boolean isSuspended() {
    return suspended() != null;
  }

  private @Nullable Debug suspended() {
    Debug debugging = debug;
    return debugging != null && debugging.isSuspended() ? debugging : null;
  }

  private @Nullable Object next() {
    Debug suspended = suspended();
    if (suspended == null) {
      return mailbox.take();
    }
    Object message =
        suspended.searched ? mailbox.takeNew(this::passes) : mailbox.take(this::passes);
    suspended.searched = message == null;
    return message;
  }

  private boolean passes(Object element) {
    Object message = Carried.open(element);
    return message instanceof SystemMessage || callbacks.isUrgent(message);
  }

  @Override
  boolean accept(SystemMessage message) {
    push(message);
    return true;
  }

  @Override
  void replied(@Nullable Pid to, @Nullable Object answer) {
    if (debug != null) {
      debug.out(to, answer);
    }
  }

  @Override
  boolean isDrained() {
    return isAtRest() && (mailbox.depth() == 0 || isSuspended());
  }

  private boolean hasWork() {
    Debug suspended = suspended();
    return suspended == null ? !mailbox.isEmpty() : !suspended.searched || mailbox.hasIncoming();
  }

  /** Makes way for other processes; returns false if this one has ended. */
  private boolean rest(Worker worker) {
    boolean more = hasWork();
    leave();
    if (!more && mailbox.rest()) {
      return status != DEAD;
    }
    VarHandle.fullFence();
    if (status == DEAD) {
      return false;
    }
    if (more) {
      worker.reschedule(this);
    } else {
      node.schedule(this, worker); // something came in the last moment
    }
    return true;
  }
}
