package dev.dream.genserver;

import dev.dream.process.ExitReason;
import java.time.Duration;

/**
 * What {@code init} answers: go on with a state, or do not start.
 *
 * @param <S> the server's state
 */
public sealed interface InitResult<S> {

  /**
   * The server has started.
   *
   * @param state its first state
   * @param next what it does then
   */
  record Ok<S>(S state, Next next) implements InitResult<S> {

    /** Also wants a timeout; see {@link Next.TimeoutAfter}. Elixir: {@code {:ok, state, ms}}. */
    public Ok<S> timeoutAfter(Duration duration) {
      return new Ok<>(state, new Next.TimeoutAfter(duration));
    }

    /**
     * Also runs {@code handleContinue}, after the starter was told and before any message. Elixir:
     * {@code {:ok, state, {:continue, term}}}.
     */
    public Ok<S> thenContinue(Object continuation) {
      return new Ok<>(state, new Next.Continue(continuation));
    }
  }

  /** The server is not wanted: it ends normally, and a supervisor keeps its specification. */
  record Ignore<S>() implements InitResult<S> {}

  /**
   * The server cannot start.
   *
   * @param reason why
   */
  record Stop<S>(ExitReason reason) implements InitResult<S> {}
}
