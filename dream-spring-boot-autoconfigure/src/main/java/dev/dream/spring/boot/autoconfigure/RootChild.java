package dev.dream.spring.boot.autoconfigure;

import dev.dream.process.Name;
import dev.dream.process.ProcessName;
import dev.dream.process.Via;
import dev.dream.supervisor.ChildSpec;
import java.util.Objects;
import java.util.Optional;

/**
 * A child of the root supervisor and the bean it comes from.
 *
 * @param bean the bean's name
 * @param spec with id and registered name
 * @param watch on its starts
 */
record RootChild(String bean, ChildSpec<?> spec, WatchedStart watch) {

  /** Returns the child that a {@code ChildSpec} bean specifies, completed by the bean's name. */
  static RootChild of(String bean, ChildSpec<?> spec) {
    ChildSpec<?> known = spec.id().isBlank() ? spec.id(bean) : spec;
    return new RootChild(bean, named(known), new WatchedStart());
  }

  private static ChildSpec<?> named(ChildSpec<?> child) {
    return child.options().name() == null ? child.named() : child;
  }

  /** Returns the supervisor that a bean of this kind specifies, called as the bean. */
  static RootChild of(String bean, TreeSpec kind, Object spec) {
    return new RootChild(bean, named(kind.child(bean, spec)), new WatchedStart());
  }

  /** Returns this child with a changed specification, of the same id and registered name. */
  RootChild with(ChildSpec<?> changed) {
    return new RootChild(bean, changed, watch);
  }

  String id() {
    return spec.id();
  }

  ProcessName registeredName() {
    return Objects.requireNonNull(spec.options().name());
  }

  /** Returns a name without the quotes of {@link Name#toString}. */
  static String text(ProcessName name) {
    return switch (name) {
      case Name(String value) -> value;
      case Via via -> via.toString();
    };
  }

  /** Returns the specification, with a start that remembers how it failed. */
  ChildSpec<?> watched(StartUp startUp) {
    return watch.watching(spec, bean, startUp);
  }

  /** Returns why the last start of it failed, if it did. */
  Optional<ChildStartException> failure() {
    return watch.failure().map(result -> new ChildStartException(this, result, watch.late()));
  }
}
