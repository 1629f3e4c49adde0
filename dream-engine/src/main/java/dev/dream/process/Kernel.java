package dev.dream.process;

import dev.dream.process.ContextPropagation.Snapshot;
import dev.dream.process.DeadLetter.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What servers, supervisors and registries are made of: what the layers above this one do to the
 * processes of a node, unchecked, and for those who know what they do. Applications use {@link
 * Node} and {@link Processes}. Any thread; but what acts on others throws {@link ExitException} on
 * a thread whose process has been killed. Only {@link #unlink} and {@link #detach}, with which one
 * clears up, do not.
 */
public final class Kernel {

  /** The node that takes messages of the current thread even if it takes none from outside. */
  private static final ScopedValue<Node> INSIDE = ScopedValue.newInstance();

  private final Node node;
  private final ProcessTable table;
  private final UnaryOperator<Object> outgoing;
  private final @Nullable ContextPropagation propagation;
  private final Transit transit;

  Kernel(Node node, ProcessTable table, NodeOptions options) {
    this.node = node;
    this.table = table;
    this.outgoing = options.outgoing();
    this.propagation = options.context();
    this.transit = new Transit(node, this);
  }

  // --- time

  /** Returns the time that this node's time-outs go by, in nanoseconds; not that of the day. */
  public long nanos() {
    return node.time().nanos();
  }

  /** Returns the point in time when this duration, counted from now, has passed. */
  public Deadline deadline(Duration duration) {
    return Deadline.in(node.time(), duration);
  }

  // --- processes

  /**
   * Starts a callback process and returns a slot that hears what it has to say of its start, or of
   * its end.
   *
   * @param callbacks makes the code, which is to answer the slot
   */
  public Starting start(Function<ReplySlot, Callbacks> callbacks, SpawnOptions options) {
    ReplySlot slot = new ReplySlot(node, node.actorPid());
    CallbackProcess process = node.callbackProcess(callbacks.apply(slot), options);
    slot.watch(process);
    node.launch(process, options, null);
    return new Starting(process.pid, slot);
  }

  /**
   * A callback process on its way.
   *
   * @param pid the process
   * @param slot answered by the process once it has begun
   */
  public record Starting(Pid pid, ReplySlot slot) {}

  /** Refuses to go on for a process that has been killed while its code still runs. */
  public void requireAlive() {
    node.actor();
  }

  /** Returns whether a process lives and has a name: what a look-up by the name would find. */
  public boolean isNamed(Pid pid, Name name) {
    LocalProcess process = table.find(node, pid);
    return process != null && name.value().equals(process.name);
  }

  /** Returns what an upper layer shows of a living process without asking it, if anything. */
  public Optional<Object> observe(Address address) {
    LocalProcess process = node.find(address);
    return process == null ? Optional.empty() : process.observe();
  }

  // --- messages

  /** Puts a message of an upper layer into a mailbox later, unchecked. */
  public TimerRef deliverAfter(Address to, Object message, Duration delay) {
    node.actor();
    return node.startTimer(to, message, delay, false);
  }

  /**
   * Puts somebody's message into a mailbox, if that takes it. The sender is to be told if not; see
   * {@link #post}.
   *
   * @param patience how long the sender may be kept waiting for room, if the mailbox wants it to
   */
  public Delivery offer(Address to, Object message, Duration patience) {
    return offer(node.actor(), to, message, patience); // a killed process cannot act: that throws
  }

  /** The same, on behalf of the calling process, which lives; null: of nobody. */
  Delivery offer(@Nullable LocalProcess actor, Address to, Object message, Duration patience) {
    node.pause(actor);
    if (actor == null && node.isDraining() && !isInside()) {
      return Delivery.SHUTTING_DOWN;
    }
    if (to instanceof Alias alias) {
      boolean active = table.aliases().deliver(alias, inContext(message));
      return active ? Delivery.DELIVERED : Delivery.NOBODY;
    }
    LocalProcess target = table.findAnyhow(node, to);
    if (target == null) {
      return Delivery.NOBODY;
    }
    Object sent = inContext(message);
    return transit.takes(target, to, sent)
        ? Delivery.DELIVERED // for all that the sender can know
        : admit(actor, target, sent, patience);
  }

  /** Puts somebody's message into a mailbox, if that takes it, whatever might happen on the way. */
  Delivery admit(
      @Nullable LocalProcess actor, LocalProcess target, Object message, Duration patience) {
    Delivery delivery = target.offer(actor, message, patience);
    if (delivery instanceof Delivery.Refused || delivery instanceof Delivery.Dropped) {
      node.tally().refuse();
    }
    return delivery;
  }

  /** Puts somebody's message into a mailbox; if that does not take it, it is a dead letter. */
  public Delivery post(Address to, Object message) {
    Delivery delivery = offer(to, message, Processes.INFINITY);
    bury(delivery, to, message);
    return delivery;
  }

  /** Makes a dead letter of the calling process's message, if it was not delivered. */
  public void bury(Delivery delivery, Address to, Object message) {
    bury(delivery, to, message, null);
  }

  /**
   * Runs code of an upper layer that is part of the node, though no process: its messages are not
   * those from outside; see {@link Node#refuseFromOutside}.
   */
  public void runInside(Runnable code) {
    ScopedValue.where(INSIDE, node).run(code);
  }

  private boolean isInside() {
    return INSIDE.isBound() && INSIDE.get() == node;
  }

  /**
   * Makes a dead letter of a message that was not delivered, and whose sender is not told.
   *
   * @param from who sent it; null: the calling process, if any
   */
  void bury(Delivery delivery, Address to, Object message, @Nullable Pid from) {
    Reason reason =
        switch (delivery) {
          case Delivery.Delivered() -> null;
          case Delivery.Nobody() -> Reason.NO_PROCESS;
          case Delivery.Refused _ -> Reason.REFUSED;
          case Delivery.Dropped() -> Reason.DROPPED;
          case Delivery.ShuttingDown() -> Reason.SHUTTING_DOWN;
        };
    if (reason == null) {
      return;
    }
    if (to instanceof Alias) {
      node.tally().lateReply(); // that is what aliases are for
    } else {
      node.deadLetters().add(reason, message, from == null ? node.actorPid() : from, to);
    }
  }

  /**
   * Gives a process that takes the place of another the message of which that has crashed, if its
   * mailbox says so. Called once, by the supervisor.
   */
  public void retry(Pid before, Pid now) {
    LocalProcess process = node.find(now);
    if (process != null && process.mailbox.limits().inHand() == Mailbox.Fate.RETRIED_ONCE) {
      node.deadLetters().retry(before, process);
    }
  }

  /**
   * Puts a message of an upper layer into a mailbox, unchecked and whatever waits there already;
   * returns whether there was one.
   */
  public boolean deliver(Address to, Object message) {
    node.actor();
    if (to instanceof Alias alias) {
      return table.aliases().deliver(alias, inContext(message));
    }
    LocalProcess target = table.findAnyhow(node, to);
    if (target == null) {
      return false;
    }
    target.push(inContext(message));
    return true;
  }

  /** Returns what goes along with what the calling thread does now; null: nothing. */
  public @Nullable Snapshot context() {
    return propagation == null ? null : propagation.capture();
  }

  /** Returns what tells the node's observer of messages; null: there is none. */
  public @Nullable Observing observing() {
    return node.observing;
  }

  /** Returns a message with what goes along with it, if anything. */
  Object inContext(Object message) {
    Snapshot context = context();
    return context == null ? message : Carried.of(message, context);
  }

  /** Returns the message as the receiver is to get it; see {@link Node}. */
  public Object checked(Object message) {
    if (message instanceof Signal) {
      throw new IllegalArgumentException(
          "send failed: %s is a signal of the engine and cannot be sent; wrap it in a message of your own"
              .formatted(Wording.typeOf(message)));
    }
    return outgoing.apply(message);
  }

  /** Opens a slot for the answer of {@code to}, whose end it hears. */
  public ReplySlot openReply(Address to) {
    ReplySlot slot = new ReplySlot(node, node.actorPid());
    slot.watch(node.find(to));
    return slot;
  }

  /** Returns a slot whose request found nobody, for this reason. */
  public ReplySlot endedReply(ExitReason reason) {
    node.actor();
    return ReplySlot.ended(node, reason);
  }

  /**
   * Asks a callback process for something that it does whatever its code is. The answer may be a
   * {@link SystemFailure}; so it is at once for a plain process.
   */
  public ReplySlot system(Address to, SystemRequest request) {
    ReplySlot slot = new ReplySlot(node, node.actorPid());
    LocalProcess target = node.find(to);
    slot.watch(target);
    if (target != null && !target.accept(new SystemMessage(request, slot))) {
      slot.settle(
          new SystemFailure(
              new IllegalArgumentException(
                  "%s takes no system requests: it is a plain process".formatted(target))));
    }
    return slot;
  }

  /** Returns the limits of the calling process's mailbox. */
  public Mailbox mailbox() {
    return Processes.current("mailbox").mailbox.limits();
  }

  /**
   * Lets nobody's message into the calling process's mailbox any more, if none waits there; returns
   * false if one does. To their senders it is then as if the process had ended, which it must do
   * now; the engine's own messages still come in.
   */
  public boolean seal() {
    return Processes.current("seal").mailbox.seal();
  }

  /** Lets the calling process's mailbox count messages that it has put off, or no longer. */
  public void hold(int more) {
    Processes.current("hold").mailbox.hold(more);
  }

  /**
   * Lets faults happen to messages from now on, on any thread's way.
   *
   * @throws IllegalStateException if there are some already
   */
  public void injectFaults(Faults faults) {
    transit.inject(faults);
  }

  /** Lets these faults happen no more. What is late by now still comes. */
  public void removeFaults(Faults faults) {
    transit.remove(faults);
  }

  // --- links and belongings

  /**
   * Links two processes on behalf of both, for an upper layer.
   *
   * @return false if one of them has ended: there is no link
   */
  public boolean link(Pid one, Pid other) {
    node.actor();
    LocalProcess first = node.find(one);
    LocalProcess second = node.find(other);
    return first != null && second != null && Links.tieBoth(first, second);
  }

  /** Removes the link of two processes, if there is one, on behalf of both. */
  public void unlink(Pid one, Pid other) {
    LocalProcess process = node.find(one);
    if (process != null) {
      Links.unlink(process, other);
    }
  }

  /**
   * Unlinks the calling process and another, and sends that an exit signal, both or, if the caller
   * has been killed before, none: the other does not outlive a caller that dies in between.
   */
  public void unlinkAndExit(Pid pid, ExitReason reason) {
    LocalProcess self = Processes.current("unlinkAndExit");
    LocalProcess target = node.find(pid);
    Links.unlink(self, pid);
    if (target != null) {
      ExitWave.signal(target, self.pid, reason);
    }
  }

  /**
   * Gives a process something that goes with it, before anybody hears of its end.
   *
   * @return false if the process has ended already: nobody will tell the belonging
   */
  public boolean attach(Pid owner, Belonging belonging) {
    node.actor();
    LocalProcess process = node.find(owner);
    if (process == null) {
      return false;
    }
    synchronized (process) {
      return process.isAlive() && process.relations().belongings().add(belonging);
    }
  }

  /** Takes a belonging away again, while its owner lives. */
  public void detach(Pid owner, Belonging belonging) {
    LocalProcess process = node.find(owner);
    if (process != null) {
      synchronized (process) {
        Relations known = process.relations;
        if (known != null) {
          known.belongings().remove(belonging);
        }
      }
    }
  }

  // --- names

  /** Returns a few of the names, for messages about one that nobody has. */
  public String someRegistered() {
    return table.names().known();
  }
}
