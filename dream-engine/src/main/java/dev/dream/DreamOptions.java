package dev.dream;

import dev.dream.genserver.GenServer;
import dev.dream.inspect.Redactor;
import dev.dream.process.ContextPropagation;
import dev.dream.process.Mailbox;
import dev.dream.process.MessageObserver;
import dev.dream.process.NodeOptions;
import dev.dream.process.WatchOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is set up. Immutable; each method returns a changed copy.
 *
 * @param node its name, its size, and what its processes have that say nothing else
 * @param callTimeout how long calls through {@link Dream#ref} wait if they do not say
 * @param shutdownTimeout how long all applications together have to stop
 * @param drainTimeout how much of that may be spent on the messages that have come before; zero for
 *     none
 * @param crashCapacity how many of the latest crashes {@link Dream#crashes()} keeps, from 0 to
 *     10,000
 */
public record DreamOptions(
    NodeOptions node,
    Duration callTimeout,
    Duration shutdownTimeout,
    Duration drainTimeout,
    int crashCapacity) {

  private static final int MOST_CRASHES = 10_000;

  /**
   * One place per processor, five seconds per call, twenty for the shutdown, ten of them to drain,
   * a hundred crashes.
   */
  public static final DreamOptions DEFAULT =
      new DreamOptions(
          NodeOptions.of("dream"),
          GenServer.DEFAULT_TIMEOUT,
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          100);

  /** Refuses impossible values. */
  public DreamOptions {
    requirePositive("call timeout", callTimeout);
    requirePositive("shutdown timeout", shutdownTimeout);
    if (drainTimeout.isNegative() || drainTimeout.compareTo(shutdownTimeout) > 0) {
      throw new IllegalArgumentException(
          "the drain timeout must be from zero to the shutdown timeout, %s, but was %s"
              .formatted(shutdownTimeout, drainTimeout));
    }
    if (crashCapacity < 0 || crashCapacity > MOST_CRASHES) {
      throw new IllegalArgumentException(
          "crash capacity must be from 0 to " + MOST_CRASHES + ", but was " + crashCapacity);
    }
  }

  /** Returns these options with another name, which is shown in thread names and logs. */
  public DreamOptions name(String newName) {
    return node(node.name(newName));
  }

  /** Returns these options with another number of callback processes that run at the same time. */
  public DreamOptions parallelism(int places) {
    return node(node.parallelism(places));
  }

  /** Returns these options with another limit for calls. */
  public DreamOptions callTimeout(Duration timeout) {
    return new DreamOptions(node, timeout, shutdownTimeout, drainTimeout, crashCapacity);
  }

  /** Returns these options with another limit for the shutdown, half of it to drain. */
  public DreamOptions shutdownTimeout(Duration timeout) {
    return new DreamOptions(node, callTimeout, timeout, timeout.dividedBy(2), crashCapacity);
  }

  /** Returns these options with another part of the shutdown in which to drain mailboxes. */
  public DreamOptions drainTimeout(Duration timeout) {
    return new DreamOptions(node, callTimeout, shutdownTimeout, timeout, crashCapacity);
  }

  /**
   * Returns these options with something that every message passes through before it is sent, such
   * as {@code dev.dream.message.MessageCheck}.
   */
  public DreamOptions outgoing(UnaryOperator<Object> check) {
    return node(node.outgoing(check));
  }

  /** Returns these options with another kind of mailbox for processes that say nothing else. */
  public DreamOptions mailbox(Mailbox limits) {
    return node(node.mailbox(limits));
  }

  /** Returns these options with so many dead letters that are kept. */
  public DreamOptions deadLetters(int most) {
    return node(node.deadLetters(most));
  }

  /** Returns these options with other limits for alarms. */
  public DreamOptions watch(WatchOptions limits) {
    return node(node.watch(limits));
  }

  /** Returns these options with something else that takes secrets out of logs and reports. */
  public DreamOptions redactor(Redactor other) {
    return node(node.redactor(other));
  }

  /** Returns these options with something that goes along with messages, or with nothing. */
  public DreamOptions context(@Nullable ContextPropagation propagation) {
    return node(node.context(propagation));
  }

  /**
   * Returns these options with a time that stands still unless a test moves it, or with the
   * system's; see {@link dev.dream.process.VirtualTime}.
   */
  public DreamOptions virtualTime(boolean stands) {
    return node(node.virtualTime(stands));
  }

  /** Returns these options for an engine that runs in an order of events that a seed chooses. */
  public DreamOptions seed(long ordersOfEvents) {
    return node(node.seed(ordersOfEvents));
  }

  /** Returns these options with somebody who hears of messages of servers, or with nobody. */
  public DreamOptions observer(@Nullable MessageObserver listener) {
    return node(node.observer(listener));
  }

  /** Returns these options with another number of crashes to keep. */
  public DreamOptions crashCapacity(int crashes) {
    return new DreamOptions(node, callTimeout, shutdownTimeout, drainTimeout, crashes);
  }

  /** Returns these options with all of the node's replaced. */
  public DreamOptions node(NodeOptions options) {
    return new DreamOptions(options, callTimeout, shutdownTimeout, drainTimeout, crashCapacity);
  }

  /** Returns the name. */
  public String name() {
    return node.name();
  }

  private static void requirePositive(String what, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("the " + what + " must be positive, but was " + value);
    }
  }
}
