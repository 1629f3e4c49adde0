package dev.dream.registry;

import dev.dream.process.Pid;

/** How a registration under a unique key went. Elixir: {@code {:ok, _} | {:error, …}}. */
public sealed interface RegisterResult {

  /** The calling process has the key now. */
  record Ok() implements RegisterResult {}

  /**
   * The key is taken.
   *
   * @param holder who has it; perhaps the caller itself
   */
  record AlreadyRegistered(Pid holder) implements RegisterResult {}
}
