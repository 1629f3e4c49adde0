package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;

/**
 * Handles events in one state. Erlang: {@code StateName/3}.
 *
 * @param <S> the machine's states
 * @param <D> its data
 * @param <Q> what it can be asked
 * @param <E> what it can be told
 */
@FunctionalInterface
public interface StateFunction<S, D, Q extends Call<?, ?>, E extends Cast<?>> {

  /** Handles one event; as {@link GenStateMachine#handleEvent}. */
  EventResult<S, D> handle(StateEvent<Q, E> event, D data) throws Exception;
}
