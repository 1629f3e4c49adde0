package dev.dream.statem;

import java.util.List;

/**
 * What a state machine's {@code init} answers. Made by the methods of {@link GenStateMachine}.
 * Erlang: {@code init_result(State)}.
 *
 * @param <S> the machine's states
 * @param <D> its data
 */
public sealed interface StateInit<S, D> permits StateInit.Ok, StateInit.Ignore, EnterResult.Stop {

  /**
   * The machine has started.
   *
   * @param state its first state, which it enters next
   * @param data its first data
   * @param actions what else to do, after the starter was told; there is nothing to postpone
   */
  record Ok<S, D>(S state, D data, List<Action> actions) implements StateInit<S, D> {}

  /** The machine is not wanted: it ends normally, and a supervisor keeps its specification. */
  record Ignore<S, D>() implements StateInit<S, D> {}
}
