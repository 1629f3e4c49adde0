package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;

/**
 * A state machine with one function for each state. Erlang: the callback mode {@code
 * state_functions}.
 *
 * {@snippet :
 * public StateFunction<Light, Integer, Request<?>, Event> stateFunction(Light light) {
 *   return switch (light) {
 *     case GREEN -> this::green;
 *     case RED -> this::red;
 *   };
 * }
 * }
 *
 * @param <S> the states
 * @param <D> the data
 * @param <Q> what it can be asked
 * @param <E> what it can be told
 */
public interface StateFunctions<S, D, Q extends Call<?, ?>, E extends Cast<?>>
    extends GenStateMachine<S, D, Q, E> {

  /** Returns what handles the events in this state. Best a {@code switch} without default. */
  StateFunction<S, D, Q, E> stateFunction(S state);

  @Override
  default EventResult<S, D> handleEvent(StateEvent<Q, E> event, S state, D data) throws Exception {
    return stateFunction(state).handle(event, data);
  }
}
