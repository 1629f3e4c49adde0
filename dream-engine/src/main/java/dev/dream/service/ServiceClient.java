package dev.dream.service;

import dev.dream.genserver.ServerRef;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The client's side of a service: turns methods into messages. Immutable; any thread. */
final class ServiceClient implements InvocationHandler {

  private final Class<?> type;
  private final ServerRef<?> server;
  private final Operations operations;

  private ServiceClient(Class<?> type, ServerRef<?> server) {
    this.type = type;
    this.server = server;
    this.operations = Operations.of(type);
  }

  static <T> T of(Class<T> type, ServerRef<?> server) {
    ServiceClient client = new ServiceClient(type, server);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, client));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(method, arguments);
    }
    Operation operation = operations.of(method);
    Invocation message = new Invocation(operation, arguments);
    return switch (operation.kind()) {
      case AT_CLIENT -> message.run(proxy);
      case CALL -> answer(server.call(message, limit(operation)));
      case ASYNC_CALL -> future(server.callAsync(message, limit(operation)));
      case CAST -> {
        server.cast(message);
        yield null;
      }
    };
  }

  private Duration limit(Operation operation) {
    Duration own = operation.timeout();
    return own == null ? server.timeout() : own;
  }

  private static @Nullable Object answer(@Nullable Object answer) throws Throwable {
    if (answer instanceof ServiceServer.Failed(Throwable thrown)) {
      throw thrown;
    }
    return answer;
  }

  private static CompletableFuture<Object> future(CompletionStage<Object> answer) {
    return answer
        .thenCompose(
            value ->
                value instanceof ServiceServer.Failed(Throwable thrown)
                    ? CompletableFuture.<Object>failedFuture(thrown)
                    : CompletableFuture.completedFuture(value))
        .toCompletableFuture();
  }

  /** Answers what each object can be asked. */
  private Object ofObject(Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && isSame(arguments[0]);
      case "hashCode" -> 31 * type.hashCode() + server.hashCode();
      default -> type.getSimpleName() + "[" + server.address() + "]";
    };
  }

  private boolean isSame(@Nullable Object other) {
    return other != null
        && Proxy.isProxyClass(other.getClass())
        && Proxy.getInvocationHandler(other) instanceof ServiceClient client
        && client.type == type
        && client.server.equals(server);
  }
}
