package dev.dream.genserver;

import dev.dream.process.ExitReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code handleCall} answers: a reply and a state, or anything that {@link CastResult} may be,
 * to reply later or never.
 *
 * @param <S> the server's state
 */
public sealed interface CallResult<S> permits CallResult.Reply, CallResult.StopReply, CastResult {

  /**
   * Replies, and goes on.
   *
   * @param answer what the caller gets
   * @param state the new state
   * @param next what the server does then
   */
  record Reply<S>(@Nullable Object answer, S state, Next next) implements CallResult<S> {

    /** Also wants a timeout; see {@link Next.TimeoutAfter}. */
    public Reply<S> timeoutAfter(Duration duration) {
      return new Reply<>(answer, state, new Next.TimeoutAfter(duration));
    }

    /** Also runs {@code handleContinue}, after the reply and before any message. */
    public Reply<S> thenContinue(Object continuation) {
      return new Reply<>(answer, state, new Next.Continue(continuation));
    }

    /** Stops instead of going on; the caller gets its reply. Elixir: {@code {:stop, …, reply}}. */
    public StopReply<S> thenStop(ExitReason reason) {
      return new StopReply<>(answer, reason, state);
    }
  }

  /**
   * Runs {@code terminate}, replies, and ends.
   *
   * @param answer what the caller gets
   * @param reason why the server ends
   * @param state the last state
   */
  record StopReply<S>(@Nullable Object answer, ExitReason reason, S state)
      implements CallResult<S> {}
}
