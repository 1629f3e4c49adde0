package dev.dream.genserver;

/**
 * A kind of process whose state can be looked at from outside; see {@code dev.dream.sys.Sys}.
 *
 * @param <S> the state
 */
public interface Stateful<S> {}
