package dev.dream.genserver;

import dev.dream.process.Callbacks;
import dev.dream.process.Exit;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessName;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot;
import dev.dream.process.Status;
import dev.dream.process.Timeout;
import dev.dream.process.TimerRef;
import dev.dream.process.Wording;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop around a {@link GenServer}: turns messages into callbacks and results into what comes
 * next. All fields belong to the process; {@code server} is also read by those who look at it from
 * outside, and so volatile.
 */
final class ServerProcess<S, Q extends Call<?, ?>, E extends Cast<?>> implements Callbacks {

  private final Node node;
  private final Supplier<? extends GenServer<S, Q, E>> factory;
  private final StartOptions options;
  private final boolean linked;
  private @Nullable ReplySlot starter;
  private @Nullable Pid parent;
  private volatile @Nullable GenServer<S, Q, E> server;
  private @Nullable S state;
  private @Nullable TimerRef timer;
  private long turn;

  @SuppressWarnings("unchecked") // the three types are only known to the server itself
  ServerProcess(
      Node node,
      Supplier<? extends GenServer<?, ?, ?>> factory,
      StartOptions options,
      boolean linked,
      ReplySlot starter) {
    this.node = node;
    this.factory = (Supplier<? extends GenServer<S, Q, E>>) factory;
    this.options = options;
    this.linked = linked;
    this.starter = starter;
  }

  @Override
  public String module() {
    GenServer<S, Q, E> made = server;
    return made == null ? "GenServer" : Wording.typeOf(made);
  }

  @Override
  public Optional<Object> observe() {
    return server instanceof Observed observed ? observed.observe() : Optional.empty();
  }

  @Override
  public Object unwrap(Object message) {
    return message instanceof Envelope envelope ? envelope.content() : message;
  }

  @Override
  public boolean isUrgent(Object message) {
    return message instanceof Exit exit && exit.from().equals(parent);
  }

  @Override
  public void terminate(ExitReason reason) throws Exception {
    cancelTimeout();
    throw stop(reason);
  }

  @Override
  public @Nullable Object state() {
    return state;
  }

  @Override
  public void replaceState(@Nullable Object other) {
    state = typed(other);
  }

  @Override
  public Status formatStatus(Status status) {
    GenServer<S, Q, E> made = server;
    return made == null ? status : made.formatStatus(status);
  }

  @Override
  public void begin() throws Exception {
    parent = linked ? Processes.parent().orElse(null) : null;
    GenServer<S, Q, E> made = factory.get();
    server = made;
    switch (returned(made.init(), "init")) {
      case InitResult.Ok<S>(S first, Next next) -> {
        state = first;
        tellStarter(true);
        follow(next);
      }
      case InitResult.Ignore<S>() -> {
        freeName();
        tellStarter(false);
        throw new ExitException(ExitReason.NORMAL);
      }
      case InitResult.Stop<S>(ExitReason reason) -> throw new ExitException(reason);
    }
  }

  @Override
  public void handle(Object message) throws Exception {
    if (message instanceof Envelope.Idle(long asked) && asked != turn) {
      return; // cancelled by a message that came before it
    }
    cancelTimeout();
    switch (message) {
      case Envelope.Called(Call<?, ?> request, From from) -> called(request, from);
      case Envelope.Casted(Cast<?> event) ->
          follow(guarded(() -> server().handleCast(typed(event), current())));
      case Envelope.Idle _ -> info(new Timeout());
      case Exit exit when isUrgent(exit) -> stop(exit.reason());
      default -> info(message);
    }
  }

  private void called(Call<?, ?> request, From from) throws Exception {
    CallResult<S> result = guarded(() -> server().handleCall(typed(request), from, current()));
    switch (result) {
      case CallResult.Reply<S>(Object answer, S next, Next then) -> {
        state = next;
        guarded(
            () -> {
              from.answer(answer);
              return true;
            });
        follow(then);
      }
      case CallResult.StopReply<S>(Object answer, ExitReason reason, S last) -> {
        state = last;
        try {
          stop(reason);
        } finally {
          from.answer(answer);
        }
      }
      case CastResult<S> noAnswer -> follow(noAnswer);
    }
  }

  private void info(Object message) throws Exception {
    follow(guarded(() -> server().handleInfo(message, current())));
  }

  private void follow(CastResult<S> result) throws Exception {
    follow(settle(result));
  }

  /** Does what comes next. Continuations may follow each other for ever: no stack may grow. */
  private void follow(Next next) throws Exception {
    Next then = next;
    while (then instanceof Next.Continue(Object continuation)) {
      Processes.self(); // a killed server does not go on: this throws
      then = settle(guarded(() -> server().handleContinue(continuation, current())));
    }
    if (then instanceof Next.TimeoutAfter(Duration after)) {
      startTimeout(after);
    }
  }

  /** Takes the new state and returns what comes next, unless that is the end. */
  private Next settle(CastResult<S> result) throws Exception {
    return switch (result) {
      case CastResult.NoReply<S>(S next, Next then) -> {
        state = next;
        yield then;
      }
      case CastResult.Stop<S>(ExitReason reason, S last) -> {
        state = last;
        throw stop(reason);
      }
    };
  }

  /** A callback that may throw; if it does, the server terminates. */
  private interface Callback<T> {
    @Nullable T run() throws Exception;
  }

  private <T> T guarded(Callback<T> callback) throws Exception {
    try {
      return returned(callback.run(), "callback");
    } catch (ExitException exit) {
      throw stop(exit.reason());
    } catch (Throwable thrown) {
      throw stop(ExitReason.error(thrown));
    }
  }

  /** Runs {@code terminate} and ends; what that throws becomes the reason. */
  private ExitException stop(ExitReason reason) throws Exception {
    Processes.self(); // a killed server does not terminate: this throws
    server().terminate(reason, current());
    throw new ExitException(reason);
  }

  private void startTimeout(Duration after) {
    Envelope.Idle idle = new Envelope.Idle(turn);
    if (after.isZero()) {
      node.deliver(Processes.self(), idle);
    } else {
      timer = node.deliverAfter(Processes.self(), idle, after);
    }
  }

  private void cancelTimeout() {
    turn++;
    if (timer != null) {
      Processes.cancelTimer(timer);
      timer = null;
    }
  }

  /** Frees the name before the starter hears, unless it is another's by now. */
  private void freeName() {
    ProcessName name = options.name();
    if (name != null) {
      node.unregister(name, Processes.self());
    }
  }

  private void tellStarter(boolean started) {
    if (starter != null) {
      starter.answer(started);
      starter = null;
    }
  }

  private GenServer<S, Q, E> server() {
    if (server == null) {
      throw new IllegalStateException("a message was handled before begin()");
    }
    return server;
  }

  @SuppressWarnings("NullAway") // S may itself allow null
  private S current() {
    return state;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // a foreign message fails in the server's own cast
  private static <T> T typed(@Nullable Object message) {
    return (T) message;
  }

  private static <T> T returned(@Nullable T result, String callback) {
    if (result == null) {
      throw new ExitException(ExitReason.error("bad_return_value: " + callback + " returned null"));
    }
    return result;
  }
}
