package dev.dream.supervisor;

/**
 * What a function that describes a supervisor returns each time it is started: the specification
 * itself, or {@link #ignore}. Elixir: what the callback {@code init/1} of a supervisor returns.
 *
 * @param <S> the specification
 */
public sealed interface SupervisorInit<S>
    permits SupervisorSpec, DynamicSupervisorSpec, SupervisorInit.Ignore {

  /** The supervisor is not wanted: it ends normally and starts no child. */
  record Ignore<S>() implements SupervisorInit<S> {}

  /** Returns that the supervisor is not wanted. Elixir: {@code :ignore}. */
  static <S> SupervisorInit<S> ignore() {
    return new Ignore<>();
  }
}
