package dev.dream.genserver;

import dev.dream.process.ExitReason;

/**
 * What became of a request so far. Erlang: {@code {reply, Reply} | {error, …} | timeout}.
 *
 * @param <R> the answer
 */
public sealed interface Response<R> {

  /**
   * The server replied.
   *
   * @param answer what
   */
  record Reply<R>(R answer) implements Response<R> {}

  /**
   * The server ended before it replied, or does not exist.
   *
   * @param reason why it ended; {@link ExitReason#NOPROC} if there is none
   * @param server who was asked
   */
  record Failed<R>(ExitReason reason, ServerRef<?> server) implements Response<R> {}

  /** There is no reply, in time. It may still come, unless the request was given up. */
  record NoReply<R>() implements Response<R> {}
}
