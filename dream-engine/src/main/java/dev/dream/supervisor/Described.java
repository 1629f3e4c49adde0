package dev.dream.supervisor;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor is started from.
 *
 * @param known the specification, or null if it is made anew at each start
 * @param init returns it, in the supervisor's process
 */
record Described<S extends SupervisorInit<S>>(
    @Nullable S known, Supplier<? extends SupervisorInit<S>> init) {

  static <S extends SupervisorInit<S>> Described<S> of(S specification) {
    return new Described<>(specification, () -> specification);
  }

  static <S extends SupervisorInit<S>> Described<S> anew(
      Supplier<? extends SupervisorInit<S>> init) {
    return new Described<>(null, init);
  }

  Described<S> with(UnaryOperator<S> change) {
    return known == null ? anew(() -> init.get().map(change)) : of(change.apply(known));
  }
}
