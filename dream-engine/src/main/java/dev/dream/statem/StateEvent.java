package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;

/**
 * What a state machine handles. Erlang: {@code event_type()} and its content.
 *
 * @param <Q> what the machine can be asked
 * @param <E> what it can be told
 */
public sealed interface StateEvent<Q extends Call<?, ?>, E extends Cast<?>> {

  /**
   * A request, to be answered by the action {@link GenStateMachine#reply} or by {@link From#reply},
   * now or in a later event.
   *
   * @param request what is asked
   * @param from who waits
   */
  record Called<Q extends Call<?, ?>, E extends Cast<?>>(Q request, From from)
      implements StateEvent<Q, E> {}

  /**
   * Something told that nobody waits for.
   *
   * @param event what
   */
  record Casted<Q extends Call<?, ?>, E extends Cast<?>>(E event) implements StateEvent<Q, E> {}

  /**
   * Any other message: plain ones, {@code Exit}, {@code Down}, timers of {@code startTimer}.
   *
   * @param message what came
   */
  record Info<Q extends Call<?, ?>, E extends Cast<?>>(Object message)
      implements StateEvent<Q, E> {}

  /**
   * An event that only the machine itself can make, by {@link GenStateMachine#nextEvent}.
   *
   * @param content what it says
   */
  record Internal<Q extends Call<?, ?>, E extends Cast<?>>(Object content)
      implements StateEvent<Q, E> {}

  /**
   * The state has not changed for as long as {@link GenStateMachine#stateTimeout} said.
   *
   * @param content what was to be said then
   */
  record StateTimeout<Q extends Call<?, ?>, E extends Cast<?>>(Object content)
      implements StateEvent<Q, E> {}

  /**
   * No event came for as long as {@link GenStateMachine#eventTimeout} said. Erlang: {@code
   * timeout}.
   *
   * @param content what was to be said then
   */
  record EventTimeout<Q extends Call<?, ?>, E extends Cast<?>>(Object content)
      implements StateEvent<Q, E> {}

  /**
   * The time that {@link GenStateMachine#timeout} said has passed. Erlang: {@code {timeout, Name}}.
   *
   * @param name which
   * @param content what was to be said then
   */
  record NamedTimeout<Q extends Call<?, ?>, E extends Cast<?>>(Object name, Object content)
      implements StateEvent<Q, E> {}
}
