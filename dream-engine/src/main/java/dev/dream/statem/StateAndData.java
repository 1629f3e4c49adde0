package dev.dream.statem;

/**
 * What {@code Sys} reads and replaces of a state machine. Erlang: {@code {State, Data}}.
 *
 * @param <S> the machine's states
 * @param <D> its data
 * @param state the state it is in; putting another here calls no {@code enter} and retries nothing
 * @param data what else it holds
 */
public record StateAndData<S, D>(S state, D data) {}
