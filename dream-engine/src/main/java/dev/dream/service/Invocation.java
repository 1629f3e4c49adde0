package dev.dream.service;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.LocalOnly;
import dev.dream.inspect.Invoked;
import org.jspecify.annotations.Nullable;

/** A message to a service: a method of its interface, and what it was called with. */
final class Invocation implements Call<Object, Object>, Cast<Object>, LocalOnly, Invoked {

  private static final Object[] NOTHING = {};

  private final Operation operation;
  private final @Nullable Object[] arguments;

  /** Creates it; no arguments are null, as a proxy has it. */
  Invocation(Operation operation, @Nullable Object @Nullable [] arguments) {
    this.operation = operation;
    this.arguments = arguments == null ? NOTHING : arguments;
  }

  Operation operation() {
    return operation;
  }

  @Nullable Object run(Object target) throws Throwable {
    return operation.run(target, arguments);
  }

  @Override
  public String method() {
    return operation.name();
  }

  @Override
  public int argumentCount() {
    return arguments.length;
  }

  @Override
  public @Nullable String parameter(int index) {
    return operation.parameter(index);
  }

  @Override
  public @Nullable Object argument(int index) {
    return arguments[index];
  }

  /** Does not show the arguments, which may be secret or long; the engine's reports do. */
  @Override
  public String toString() {
    return operation.name() + (arguments.length == 0 ? "()" : "(…)");
  }
}
