package dev.dream.process;

import dev.dream.inspect.Redactor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a node is set up. Immutable; each method returns a changed copy.
 *
 * @param name shown in thread names and logs
 * @param parallelism how many callback processes run at the same time, from 1 to 64
 * @param outgoing what every message sent by users passes through: identity, or a check that it
 *     could travel
 * @param mailbox what processes have that say nothing else
 * @param deadLetters how many dead letters are kept
 * @param watch when alarms are raised
 * @param redactor takes the secrets out of what is logged and reported
 * @param context what goes along with messages, or null: nothing does
 * @param observer who hears of calls, casts and other messages of servers, or null: nobody
 * @param virtualTime whether time stands still unless it is moved, for tests; see {@link
 *     VirtualTime}
 * @param seed if not null, processes run one at a time, and this chooses which; see {@link #seed}
 */
public record NodeOptions(
    String name,
    int parallelism,
    UnaryOperator<Object> outgoing,
    Mailbox mailbox,
    int deadLetters,
    WatchOptions watch,
    Redactor redactor,
    @Nullable ContextPropagation context,
    @Nullable MessageObserver observer,
    boolean virtualTime,
    @Nullable Long seed) {

  private static final int MOST_PLACES = 64;
  private static final int DEAD_LETTERS = 1000;

  /** Refuses impossible values. */
  public NodeOptions {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an engine's name must not be blank");
    }
    if (parallelism < 1 || parallelism > MOST_PLACES) {
      throw new IllegalArgumentException(
          "parallelism must be from 1 to " + MOST_PLACES + ", but was " + parallelism);
    }
    if (deadLetters < 0) {
      throw new IllegalArgumentException(
          "the number of dead letters to keep must not be negative, but was " + deadLetters);
    }
  }

  /** Returns options for a node of this name with a place per processor. */
  public static NodeOptions of(String name) {
    return of(name, Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_PLACES));
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
        Redactor.STANDARD,
        null,
        null,
        false,
        null);
  }

  /** Returns these options with another name. */
  public NodeOptions name(String newName) {
    return new NodeOptions(
        newName,
        parallelism,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        context,
        observer,
        virtualTime,
        seed);
  }

  /** Returns these options with another number of places. */
  public NodeOptions parallelism(int places) {
    return new NodeOptions(
        name,
        places,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        context,
        observer,
        virtualTime,
        seed);
  }

  /** Returns these options with something that every message passes through. */
  public NodeOptions outgoing(UnaryOperator<Object> check) {
    return new NodeOptions(
        name,
        parallelism,
        check,
        mailbox,
        deadLetters,
        watch,
        redactor,
        context,
        observer,
        virtualTime,
        seed);
  }

  /** Returns these options with another kind of mailbox. */
  public NodeOptions mailbox(Mailbox limits) {
    return new NodeOptions(
        name,
        parallelism,
        outgoing,
        limits,
        deadLetters,
        watch,
        redactor,
        context,
        observer,
        virtualTime,
        seed);
  }

  /** Returns these options with so many dead letters that are kept. */
  public NodeOptions deadLetters(int most) {
    return new NodeOptions(
        name,
        parallelism,
        outgoing,
        mailbox,
        most,
        watch,
        redactor,
        context,
        observer,
        virtualTime,
        seed);
  }

  /** Returns these options with other limits for alarms. */
  public NodeOptions watch(WatchOptions limits) {
    return new NodeOptions(
        name,
        parallelism,
        outgoing,
        mailbox,
        deadLetters,
        limits,
        redactor,
        context,
        observer,
        virtualTime,
        seed);
  }

  /** Returns these options with something else that takes secrets out of logs and reports. */
  public NodeOptions redactor(Redactor other) {
    return new NodeOptions(
        name,
        parallelism,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        other,
        context,
        observer,
        virtualTime,
        seed);
  }

  /** Returns these options with something that goes along with messages. */
  public NodeOptions context(@Nullable ContextPropagation propagation) {
    return new NodeOptions(
        name,
        parallelism,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        propagation,
        observer,
        virtualTime,
        seed);
  }

  /** Returns these options with a time that stands still unless it is moved, or without. */
  public NodeOptions virtualTime(boolean stands) {
    return new NodeOptions(
        name,
        parallelism,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        context,
        observer,
        stands,
        seed);
  }

  /**
   * Returns these options for an engine that runs one process at a time, for tests that look for an
   * order of events in which something goes wrong: where a process waits, sends or starts another,
   * the seed chooses who goes on, so that the same seed plays the same order again. Its time stands
   * still, and goes on to the next timer when nobody can go on.
   */
  public NodeOptions seed(long ordersOfEvents) {
    return new NodeOptions(
        name,
        1,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        context,
        observer,
        true,
        ordersOfEvents);
  }

  /** Returns these options with somebody who hears of messages of servers, or with nobody. */
  public NodeOptions observer(@Nullable MessageObserver listener) {
    return new NodeOptions(
        name,
        parallelism,
        outgoing,
        mailbox,
        deadLetters,
        watch,
        redactor,
        context,
        listener,
        virtualTime,
        seed);
  }
}
