package dev.dream.statem;

import dev.dream.genserver.From;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a state machine does besides taking its new state, in the order given. Made by the methods
 * of {@link GenStateMachine}. Erlang: {@code action()}.
 */
public sealed interface Action {

  /** An action that is allowed on entering a state, too. Erlang: {@code enter_action()}. */
  sealed interface OnEnter extends Action {}

  /**
   * Replies to a caller, at once.
   *
   * @param from who waits
   * @param answer what it gets
   */
  record Reply(From from, @Nullable Object answer) implements OnEnter {}

  /** Puts the event off until the state has changed. */
  record Postpone() implements Action {}

  /**
   * Inserts an event before all that wait, behind those that the same result inserted before.
   *
   * @param event what to handle next
   */
  record NextEvent(StateEvent<?, ?> event) implements Action {}

  /**
   * Starts a timeout, or starts it anew. Zero: an event as soon as no inserted event waits, before
   * any message. Without limit: cancels it.
   *
   * @param type which
   * @param after how long
   * @param content what its event says
   */
  record StartTimeout(TimeoutType type, Duration after, Object content)
      implements OnEnter, OfTimeout {

    /** Refuses a negative duration. */
    public StartTimeout {
      if (after.isNegative()) {
        throw new IllegalArgumentException("a timeout must not be negative, but was " + after);
      }
    }
  }

  /**
   * Cancels a timeout, if it runs.
   *
   * @param type which
   */
  record CancelTimeout(TimeoutType type) implements OnEnter, OfTimeout {}

  /**
   * Changes what the event of a running timeout will say; if it does not run, it is due now.
   *
   * @param type which
   * @param content what its event says
   */
  record UpdateTimeout(TimeoutType type, Object content) implements OnEnter, OfTimeout {}

  /** An action on a timeout. Of several on the same timeout in one result, the last counts. */
  sealed interface OfTimeout extends Action {

    /** Returns which. */
    TimeoutType type();
  }

  /**
   * Hands the callbacks over to another object; the state and the data stay.
   *
   * @param machine handles what comes
   * @param push whether the one before is kept, for {@link PopCallbackModule}
   */
  record CallbackModule(GenStateMachine<?, ?, ?, ?> machine, boolean push) implements Action {}

  /** Hands the callbacks back to the object before the last one pushed. */
  record PopCallbackModule() implements Action {}
}
