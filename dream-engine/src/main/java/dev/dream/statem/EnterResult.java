package dev.dream.statem;

import dev.dream.process.ExitReason;
import java.util.List;

/**
 * What {@code enter} answers, and {@code handleEvent} may: the state stays. Made by the methods of
 * {@link GenStateMachine}. Erlang: {@code state_enter_result()}.
 *
 * @param <S> the machine's states
 * @param <D> its data
 */
public sealed interface EnterResult<S, D> extends EventResult<S, D> {

  /**
   * Stays in the state.
   *
   * @param data the new data
   * @param actions what else to do
   */
  record KeepState<S, D>(D data, List<Action> actions) implements EnterResult<S, D> {}

  /**
   * Stays in the state, and the data stay.
   *
   * @param actions what else to do
   */
  record KeepStateAndData<S, D>(List<Action> actions) implements EnterResult<S, D> {}

  /**
   * Enters the state it is in once more: {@code enter} is called. What is postponed stays so.
   *
   * @param data the new data
   * @param actions what else to do
   */
  record RepeatState<S, D>(D data, List<Action> actions) implements EnterResult<S, D> {}

  /**
   * As {@link RepeatState}, and the data stay.
   *
   * @param actions what else to do
   */
  record RepeatStateAndData<S, D>(List<Action> actions) implements EnterResult<S, D> {}

  /**
   * Replies, runs {@code terminate} and ends; the data stay. From {@code init}: cannot start.
   *
   * @param reason why
   * @param replies to be given before
   */
  record Stop<S, D>(ExitReason reason, List<Action.Reply> replies)
      implements EnterResult<S, D>, StateInit<S, D> {}

  /**
   * Replies, runs {@code terminate} with new data, and ends.
   *
   * @param reason why
   * @param replies to be given before
   * @param data the last data
   */
  record StopWithData<S, D>(ExitReason reason, List<Action.Reply> replies, D data)
      implements EnterResult<S, D> {}
}
