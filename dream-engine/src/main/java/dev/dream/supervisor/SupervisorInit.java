package dev.dream.supervisor;

import java.util.function.UnaryOperator;

/**
 * What a function that describes a supervisor returns each time it is started: the specification
 * itself, or {@link #ignore}. Elixir: what the callback {@code init/1} of a supervisor returns.
 *
 * @param <S> the specification
 */
public sealed interface SupervisorInit<S>
    permits SupervisorSpec, DynamicSupervisorSpec, SupervisorInit.Ignore {

  /** Returns the changed specification; a supervisor that is not wanted remains so. */
  SupervisorInit<S> map(UnaryOperator<S> change);

  /** The supervisor is not wanted: it ends normally and starts no child. */
  record Ignore<S>() implements SupervisorInit<S> {

    @Override
    public SupervisorInit<S> map(UnaryOperator<S> change) {
      return this;
    }
  }

  /** Returns that the supervisor is not wanted. Elixir: {@code :ignore}. */
  static <S> SupervisorInit<S> ignore() {
    return new Ignore<>();
  }
}
