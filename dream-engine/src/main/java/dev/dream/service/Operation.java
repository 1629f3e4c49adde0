package dev.dream.service;

import dev.dream.process.ExitException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A method of a service's interface: how it is sent, and how it is run. Immutable. */
final class Operation {

  /** How a client sends it. */
  enum Kind {
    CALL,
    ASYNC_CALL,
    CAST,
    AT_CLIENT
  }

  private static final List<Class<?>> FUTURES =
      List.of(CompletableFuture.class, CompletionStage.class, Future.class);

  private static final MethodType RUN =
      MethodType.methodType(Object.class, Object.class, Object[].class);

  private final Method method;
  private final MethodHandle handle;
  private final Kind kind;
  private final @Nullable Duration timeout;
  private final Parameter[] parameters;

  private Operation(Method method, MethodHandle handle, Kind kind, @Nullable Duration timeout) {
    this.method = method;
    this.handle = handle.asSpreader(Object[].class, method.getParameterCount()).asType(RUN);
    this.kind = kind;
    this.timeout = timeout;
    this.parameters = method.getParameters();
  }

  /**
   * Returns the operation of a method.
   *
   * @param service looks up what the interface itself may call
   */
  static Operation of(Method method, MethodHandles.Lookup service) throws IllegalAccessException {
    Class<?> type = service.lookupClass();
    Kind kind = kind(method);
    MethodHandle handle =
        kind == Kind.AT_CLIENT ? service.unreflectSpecial(method, type) : service.unreflect(method);
    return new Operation(method, handle, kind, timeout(method, kind, type));
  }

  private static Kind kind(Method method) {
    boolean awaited = method.isAnnotationPresent(Awaited.class);
    Class<?> result = method.getReturnType();
    if (awaited && (result != void.class || method.isDefault())) {
      throw refused(method, "is @Awaited, which is for void methods that the server runs");
    }
    if (method.isDefault()) {
      return Kind.AT_CLIENT;
    }
    if (FUTURES.contains(result)) {
      return Kind.ASYNC_CALL;
    }
    if (Future.class.isAssignableFrom(result) || CompletionStage.class.isAssignableFrom(result)) {
      throw refused(
          method,
          "returns a %s, which nobody could make for the client; use CompletableFuture"
              .formatted(result.getSimpleName()));
    }
    return result == void.class && !awaited ? Kind.CAST : Kind.CALL;
  }

  private static @Nullable Duration timeout(Method method, Kind kind, Class<?> type) {
    boolean waits = kind == Kind.CALL || kind == Kind.ASYNC_CALL;
    CallTimeout own = method.getAnnotation(CallTimeout.class);
    if (own != null && !waits) {
      throw refused(method, "has a @CallTimeout, but nobody waits for it");
    }
    CallTimeout said = own != null ? own : type.getAnnotation(CallTimeout.class);
    if (said == null || !waits) {
      return null;
    }
    if (said.value() < 0) {
      throw refused(method, "has a negative @CallTimeout: " + said.value());
    }
    return Duration.of(said.value(), said.unit().toChronoUnit());
  }

  private static IllegalArgumentException refused(Method method, String why) {
    return new IllegalArgumentException(
        "%s.%s %s".formatted(method.getDeclaringClass().getSimpleName(), method.getName(), why));
  }

  String name() {
    return method.getName();
  }

  Kind kind() {
    return kind;
  }

  /** Returns how long a client waits, or null: as its reference says. */
  @Nullable Duration timeout() {
    return timeout;
  }

  /** Returns the name of a parameter, or null if the compiler did not keep it. */
  @Nullable String parameter(int index) {
    return parameters[index].isNamePresent() ? parameters[index].getName() : null;
  }

  /** Runs it on an object of the interface. */
  @Nullable Object run(Object target, @Nullable Object[] arguments) throws Throwable {
    return (Object) handle.invokeExact(target, arguments);
  }

  /** Returns whether the interface says that this may reach the client. */
  boolean declares(Throwable thrown) {
    return Arrays.stream(method.getExceptionTypes()).anyMatch(type -> declares(type, thrown));
  }

  private static boolean declares(Class<?> type, Throwable thrown) {
    boolean checked = !(thrown instanceof RuntimeException || thrown instanceof Error);
    boolean said = checked || RuntimeException.class.isAssignableFrom(type);
    return said && type.isInstance(thrown) && !(thrown instanceof ExitException);
  }

  @Override
  public String toString() {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
