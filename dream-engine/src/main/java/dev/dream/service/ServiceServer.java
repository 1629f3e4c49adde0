package dev.dream.service;

import dev.dream.genserver.CallResult;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Status;
import dev.dream.process.Wording;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The server's side of a service: its state is the implementation. */
final class ServiceServer<T> implements GenServer<T, Invocation, Invocation> {

  private final T implementation;

  ServiceServer(T implementation) {
    this.implementation = implementation;
  }

  /** The answer to a call that failed with what its interface declares. */
  record Failed(Throwable thrown) {}

  /** The implementation is what people look for. */
  @Override
  public String module() {
    return Wording.typeOf(implementation);
  }

  @Override
  public InitResult<T> init() throws Exception {
    if (implementation instanceof ServiceCallbacks.Init starting) {
      starting.init();
    }
    return implementation instanceof ServiceCallbacks.HandleContinue
        ? ok(implementation).thenContinue("init")
        : ok(implementation);
  }

  @Override
  public CastResult<T> handleContinue(Object continuation, T state) throws Exception {
    if (state instanceof ServiceCallbacks.HandleContinue continuing) {
      continuing.handleContinue();
    }
    return noReply(state);
  }

  @Override
  @SuppressWarnings("NullAway") // a method may return null
  public CallResult<T> handleCall(Invocation request, From from, T state) throws Exception {
    Object result;
    try {
      result = request.run(state);
    } catch (Throwable thrown) {
      if (request.operation().declares(thrown)) {
        return reply(request, new Failed(thrown), state);
      }
      throw asException(thrown);
    }
    if (request.operation().kind() != Operation.Kind.ASYNC_CALL) {
      return reply(request, result, state);
    }
    stage(request, result).whenComplete((value, failure) -> answer(request, from, value, failure));
    return noReply(state);
  }

  private static CompletionStage<?> stage(Invocation request, @Nullable Object result) {
    if (result instanceof CompletionStage<?> stage) {
      return stage;
    }
    throw new ExitException(
        ExitReason.error(
            "bad_return_value: %s returned %s, where a CompletableFuture was expected"
                .formatted(request.operation(), result == null ? "null" : Wording.typeOf(result))));
  }

  @SuppressWarnings("NullAway") // a future may hold null
  private static void answer(
      Invocation request, From from, @Nullable Object value, @Nullable Throwable failure) {
    from.reply(request, failure == null ? value : new Failed(unwrapped(failure)));
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  @Override
  public CastResult<T> handleCast(Invocation event, T state) throws Exception {
    try {
      event.run(state);
    } catch (Throwable thrown) {
      throw asException(thrown);
    }
    return noReply(state);
  }

  @Override
  public CastResult<T> handleInfo(Object message, T state) throws Exception {
    if (state instanceof ServiceCallbacks.HandleInfo informed) {
      informed.handleInfo(message);
    } else {
      LoggerFactory.getLogger(state.getClass())
          .warn("{} got an unexpected message: {}", module(), message);
    }
    return noReply(state);
  }

  @Override
  public void terminate(ExitReason reason, T state) throws Exception {
    if (state instanceof ServiceCallbacks.Terminate ending) {
      ending.terminate(reason);
    }
  }

  @Override
  public Status formatStatus(Status status) {
    return implementation instanceof ServiceCallbacks.FormatStatus careful
        ? careful.formatStatus(status)
        : status;
  }

  /** Returns what ends the process if a method threw this; an {@code Error} is thrown on. */
  private static Exception asException(Throwable thrown) {
    return switch (thrown) {
      case Exception exception -> exception;
      case Error error -> throw error;
      default -> new ExitException(ExitReason.error(thrown)); // of a type of its own
    };
  }
}
