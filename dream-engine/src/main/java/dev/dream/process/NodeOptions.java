package dev.dream.process;

import dev.dream.inspect.Redactor;
import java.util.function.Consumer;
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
    return with(draft -> draft.name = newName);
  }

  /** Returns these options with another number of places. */
  public NodeOptions parallelism(int places) {
    return with(draft -> draft.parallelism = places);
  }

  /** Returns these options with something that every message passes through. */
  public NodeOptions outgoing(UnaryOperator<Object> check) {
    return with(draft -> draft.outgoing = check);
  }

  /** Returns these options with another kind of mailbox. */
  public NodeOptions mailbox(Mailbox limits) {
    return with(draft -> draft.mailbox = limits);
  }

  /** Returns these options with so many dead letters that are kept. */
  public NodeOptions deadLetters(int most) {
    return with(draft -> draft.deadLetters = most);
  }

  /** Returns these options with other limits for alarms. */
  public NodeOptions watch(WatchOptions limits) {
    return with(draft -> draft.watch = limits);
  }

  /** Returns these options with something else that takes secrets out of logs and reports. */
  public NodeOptions redactor(Redactor other) {
    return with(draft -> draft.redactor = other);
  }

  /** Returns these options with something that goes along with messages. */
  public NodeOptions context(@Nullable ContextPropagation propagation) {
    return with(draft -> draft.context = propagation);
  }

  /** Returns these options with a time that stands still unless it is moved, or without. */
  public NodeOptions virtualTime(boolean stands) {
    return with(draft -> draft.virtualTime = stands);
  }

  /**
   * Returns these options for an engine that runs one process at a time, for tests that look for an
   * order of events in which something goes wrong: where a process waits, sends or starts another,
   * the seed chooses who goes on, so that the same seed plays the same order again. Its time stands
   * still, and goes on to the next timer when nobody can go on.
   */
  public NodeOptions seed(long ordersOfEvents) {
    return with(
        draft -> {
          draft.parallelism = 1;
          draft.virtualTime = true;
          draft.seed = ordersOfEvents;
        });
  }

  /** Returns these options with somebody who hears of messages of servers, or with nobody. */
  public NodeOptions observer(@Nullable MessageObserver listener) {
    return with(draft -> draft.observer = listener);
  }

  private NodeOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Options that are being changed. */
  private static final class Draft {

    private String name;
    private int parallelism;
    private UnaryOperator<Object> outgoing;
    private Mailbox mailbox;
    private int deadLetters;
    private WatchOptions watch;
    private Redactor redactor;
    private @Nullable ContextPropagation context;
    private @Nullable MessageObserver observer;
    private boolean virtualTime;
    private @Nullable Long seed;

    Draft(NodeOptions options) {
      this.name = options.name;
      this.parallelism = options.parallelism;
      this.outgoing = options.outgoing;
      this.mailbox = options.mailbox;
      this.deadLetters = options.deadLetters;
      this.watch = options.watch;
      this.redactor = options.redactor;
      this.context = options.context;
      this.observer = options.observer;
      this.virtualTime = options.virtualTime;
      this.seed = options.seed;
    }

    NodeOptions options() {
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
          virtualTime,
          seed);
    }
  }
}
