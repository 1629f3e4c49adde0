package dev.dream;

import dev.dream.genserver.GenServer;
import dev.dream.inspect.Redactor;
import dev.dream.process.Mailbox;
import dev.dream.process.NodeOptions;
import dev.dream.process.WatchOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How an engine is set up. Immutable; each method returns a changed copy.
 *
 * @param name shown in thread names and logs
 * @param parallelism how many callback processes run at the same time, from 1 to 64
 * @param callTimeout how long calls through {@link Dream#ref} wait if they do not say
 * @param shutdownTimeout how long all applications together have to stop
 * @param outgoing what every message passes through before it is sent: identity, or a check that it
 *     could leave the JVM, such as {@code dev.dream.message.MessageCheck}
 * @param mailbox how many messages may wait for a process that says nothing else
 * @param deadLetters how many messages that reached nobody are kept
 * @param watch when alarms are raised
 * @param redactor what takes secrets out of logs and crash reports; {@link Redactor#STANDARD}
 *     unless said otherwise
 * @param crashCapacity how many of the latest crashes {@link Dream#crashes()} keeps, from 0 to
 *     10,000
 */
public record DreamOptions(
    String name,
    int parallelism,
    Duration callTimeout,
    Duration shutdownTimeout,
    UnaryOperator<Object> outgoing,
    Mailbox mailbox,
    int deadLetters,
    WatchOptions watch,
    Redactor redactor,
    int crashCapacity) {

  private static final int MOST_PLACES = 64;
  private static final int MOST_CRASHES = 10_000;

  /** One place per processor, five seconds per call, twenty for the shutdown. */
  public static final DreamOptions DEFAULT =
      new DreamOptions(
          "dream",
          Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_PLACES),
          GenServer.DEFAULT_TIMEOUT,
          Duration.ofSeconds(20),
          UnaryOperator.identity(),
          Mailbox.DEFAULT,
          NodeOptions.DEAD_LETTERS,
          WatchOptions.DEFAULT,
          Redactor.STANDARD,
          100);

  /** Refuses impossible values. */
  public DreamOptions {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an engine's name must not be blank");
    }
    if (parallelism < 1 || parallelism > MOST_PLACES) {
      throw new IllegalArgumentException(
          "parallelism must be from 1 to " + MOST_PLACES + ", but was " + parallelism);
    }
    if (crashCapacity < 0 || crashCapacity > MOST_CRASHES) {
      throw new IllegalArgumentException(
          "crash capacity must be from 0 to " + MOST_CRASHES + ", but was " + crashCapacity);
    }
    requirePositive("call timeout", callTimeout);
    requirePositive("shutdown timeout", shutdownTimeout);
    NodeOptions.checkDeadLetters(deadLetters);
  }

  /** Returns these options with another name. */
  public DreamOptions name(String newName) {
    return new DreamOptions(
        newName,
        parallelism,
        callTimeout,
        shutdownTimeout,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        crashCapacity);
  }

  /** Returns these options with another number of places. */
  public DreamOptions parallelism(int places) {
    return new DreamOptions(
        name,
        places,
        callTimeout,
        shutdownTimeout,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        crashCapacity);
  }

  /** Returns these options with another limit for calls. */
  public DreamOptions callTimeout(Duration timeout) {
    return new DreamOptions(
        name,
        parallelism,
        timeout,
        shutdownTimeout,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        crashCapacity);
  }

  /** Returns these options with another limit for the shutdown. */
  public DreamOptions shutdownTimeout(Duration timeout) {
    return new DreamOptions(
        name,
        parallelism,
        callTimeout,
        timeout,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        crashCapacity);
  }

  /** Returns these options with something that every message passes through. */
  public DreamOptions outgoing(UnaryOperator<Object> check) {
    return new DreamOptions(
        name,
        parallelism,
        callTimeout,
        shutdownTimeout,
        check,
        mailbox,
        deadLetters,
        watch,
        redactor,
        crashCapacity);
  }

  /** Returns these options with another kind of mailbox for processes that say nothing else. */
  public DreamOptions mailbox(Mailbox limits) {
    return new DreamOptions(
        name,
        parallelism,
        callTimeout,
        shutdownTimeout,
        outgoing,
        limits,
        deadLetters,
        watch,
        redactor,
        crashCapacity);
  }

  /** Returns these options with so many dead letters that are kept. */
  public DreamOptions deadLetters(int most) {
    return new DreamOptions(
        name,
        parallelism,
        callTimeout,
        shutdownTimeout,
        outgoing,
        mailbox,
        most,
        watch,
        redactor,
        crashCapacity);
  }

  /** Returns these options with other limits for alarms. */
  public DreamOptions watch(WatchOptions limits) {
    return new DreamOptions(
        name,
        parallelism,
        callTimeout,
        shutdownTimeout,
        outgoing,
        mailbox,
        deadLetters,
        limits,
        redactor,
        crashCapacity);
  }

  /** Returns these options with something else that takes secrets out of logs and reports. */
  public DreamOptions redactor(Redactor other) {
    return new DreamOptions(
        name,
        parallelism,
        callTimeout,
        shutdownTimeout,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        other,
        crashCapacity);
  }

  /** Returns these options with another number of crashes to keep. */
  public DreamOptions crashCapacity(int crashes) {
    return new DreamOptions(
        name,
        parallelism,
        callTimeout,
        shutdownTimeout,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        crashes);
  }

  /** Returns what of them is the node's. */
  NodeOptions ofNode() {
    return new NodeOptions(name, parallelism, outgoing, mailbox, deadLetters, watch, redactor);
  }

  private static void requirePositive(String what, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("the " + what + " must be positive, but was " + value);
    }
  }
}
