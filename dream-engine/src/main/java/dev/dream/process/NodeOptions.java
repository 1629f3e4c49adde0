package dev.dream.process;

import dev.dream.inspect.Redactor;
import java.util.function.UnaryOperator;

/**
 * How a node is set up. Immutable; each method returns a changed copy.
 *
 * @param name shown in thread names
 * @param parallelism how many callback processes run at the same time
 * @param outgoing what every message sent by users passes through: identity, or a check that it
 *     could travel
 * @param mailbox what processes have that say nothing else
 * @param deadLetters how many dead letters are kept
 * @param watch when alarms are raised
 * @param redactor takes the secrets out of what is logged and reported
 */
public record NodeOptions(
    String name,
    int parallelism,
    UnaryOperator<Object> outgoing,
    Mailbox mailbox,
    int deadLetters,
    WatchOptions watch,
    Redactor redactor) {

  /** How many dead letters are kept if nothing else is said. */
  public static final int DEAD_LETTERS = 1000;

  /** Refuses impossible values. */
  public NodeOptions {
    checkDeadLetters(deadLetters);
  }

  /** Refuses an impossible number of dead letters. */
  public static void checkDeadLetters(int most) {
    if (most < 0) {
      throw new IllegalArgumentException(
          "the number of dead letters to keep must not be negative, but was " + most);
    }
  }

  /** Returns options for a node of this name and size, with everything else as usual. */
  public static NodeOptions of(String name, int parallelism) {
    return new NodeOptions(
        name,
        parallelism,
        UnaryOperator.identity(),
        Mailbox.DEFAULT,
        DEAD_LETTERS,
        WatchOptions.DEFAULT,
        Redactor.STANDARD);
  }

  /** Returns these options with something that every message passes through. */
  public NodeOptions outgoing(UnaryOperator<Object> check) {
    return new NodeOptions(name, parallelism, check, mailbox, deadLetters, watch, redactor);
  }

  /** Returns these options with another kind of mailbox. */
  public NodeOptions mailbox(Mailbox limits) {
    return new NodeOptions(name, parallelism, outgoing, limits, deadLetters, watch, redactor);
  }

  /** Returns these options with so many dead letters that are kept. */
  public NodeOptions deadLetters(int most) {
    return new NodeOptions(name, parallelism, outgoing, mailbox, most, watch, redactor);
  }

  /** Returns these options with other limits for alarms. */
  public NodeOptions watch(WatchOptions limits) {
    return new NodeOptions(name, parallelism, outgoing, mailbox, deadLetters, limits, redactor);
  }

  /** Returns these options with something else that takes secrets out of logs and reports. */
  public NodeOptions redactor(Redactor other) {
    return new NodeOptions(name, parallelism, outgoing, mailbox, deadLetters, watch, other);
  }
}
