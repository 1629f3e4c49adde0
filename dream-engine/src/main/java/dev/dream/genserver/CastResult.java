package dev.dream.genserver;

import dev.dream.process.ExitReason;
import java.time.Duration;

/**
 * What {@code handleCast}, {@code handleInfo} and {@code handleContinue} answer.
 *
 * @param <S> the server's state
 */
public sealed interface CastResult<S> extends CallResult<S> {

  /**
   * Goes on.
   *
   * @param state the new state
   * @param next what the server does then
   */
  record NoReply<S>(S state, Next next) implements CastResult<S> {

    /** Also wants a timeout; see {@link Next.TimeoutAfter}. */
    public NoReply<S> timeoutAfter(Duration duration) {
      return new NoReply<>(state, new Next.TimeoutAfter(duration));
    }

    /** Also runs {@code handleContinue}, before any message. */
    public NoReply<S> thenContinue(Object continuation) {
      return new NoReply<>(state, new Next.Continue(continuation));
    }
  }

  /**
   * Runs {@code terminate} and ends. A caller that still waits gets the reason.
   *
   * @param reason why
   * @param state the last state
   */
  record Stop<S>(ExitReason reason, S state) implements CastResult<S> {}
}
