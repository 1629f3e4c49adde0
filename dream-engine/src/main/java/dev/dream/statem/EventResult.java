package dev.dream.statem;

import java.util.List;

/**
 * What {@code handleEvent} answers: a new state, or anything that {@link EnterResult} may be. Made
 * by the methods of {@link GenStateMachine}. Erlang: {@code event_handler_result()}.
 *
 * @param <S> the machine's states
 * @param <D> its data
 */
public sealed interface EventResult<S, D> permits EventResult.NextState, EnterResult {

  /**
   * Goes to a state, which may be the one it is in: that is no state change.
   *
   * @param state the next state
   * @param data the new data
   * @param actions what else to do
   */
  record NextState<S, D>(S state, D data, List<Action> actions) implements EventResult<S, D> {}
}
