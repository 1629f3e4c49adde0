package dev.dream.genserver;

import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Processes;
import dev.dream.process.Status;
import dev.dream.process.Timeout;
import dev.dream.process.TimerRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The loop around a {@link GenServer}. All fields belong to its process. {@code pending} is what is
 * left of the last callback's wishes: a {@link Next} that is being followed, an {@link Idle} that
 * is awaited, or null.
 */
final class GenServerLoop<S, Q extends Call<?, ?>, E extends Cast<?>> extends ServerLoop {

  private final GenServer<S, Q, E> server;
  private @Nullable S state;
  private @Nullable Object pending;

  GenServerLoop(GenServer<S, Q, E> server) {
    this.server = server;
  }

  /** A timeout that a callback asked for; of no effect if it is not awaited any more. */
  private static final class Idle implements Own {

    private @Nullable TimerRef timer;

    @Override
    public Object content() {
      return new Timeout();
    }
  }

  @Override
  protected boolean init() throws Exception {
    return switch (returned(server.init(), "init")) {
      case InitResult.Ok<S>(S made, Next next) -> {
        state = made;
        pending = next;
        yield true;
      }
      case InitResult.Ignore<S>() -> false;
      case InitResult.Stop<S>(ExitReason reason) -> throw new ExitException(reason);
    };
  }

  @Override
  protected void begin() throws Exception {
    if (pending instanceof Next first) {
      follow(first);
    }
  }

  @Override
  protected void called(Call<?, ?> request, From from) throws Exception {
    cancelTimeout();
    CallResult<S> result = guarded(() -> server.handleCall(typed(request), from, current()));
    switch (result) {
      case CallResult.Reply<S>(Object answer, S next, Next then) -> {
        state = next;
        answer(from, answer);
        follow(then);
      }
      case CallResult.StopReply<S>(Object answer, ExitReason reason, S last) -> {
        state = last;
        try {
          stop(reason);
        } finally {
          from.answerAtEnd(answer);
        }
      }
      case CastResult<S> noAnswer -> {
        Next then = settle(noAnswer);
        from.deferred(); // whoever answers later may do so while this server continues
        follow(then);
      }
    }
  }

  @Override
  protected @Nullable Object inHand(Object taken) {
    return pending instanceof Next.Continue ? null : taken; // it was done before
  }

  @Override
  protected void casted(Cast<?> event) throws Exception {
    cancelTimeout();
    follow(settle(guarded(() -> server.handleCast(typed(event), current()))));
  }

  @Override
  protected void info(Object message) throws Exception {
    if (message instanceof Idle && message != pending) {
      return; // cancelled by a message that came before it
    }
    cancelTimeout();
    Object shown = message instanceof Idle ? new Timeout() : message;
    follow(settle(guarded(() -> server.handleInfo(shown, current()))));
  }

  @Override
  protected @Nullable Object state() {
    return state;
  }

  @Override
  protected void replaceState(@Nullable Object other) {
    state = typed(other);
  }

  @Override
  protected Status formatStatus(Status status) {
    return server.formatStatus(status);
  }

  @Override
  protected void terminate(ExitReason reason) throws Exception {
    server.terminate(reason, current());
  }

  /** Does what comes next. Continuations may follow each other for ever: no stack may grow. */
  private void follow(Next next) throws Exception {
    Next then = next;
    while (then instanceof Next.Continue(Object continuation)) {
      pending = then;
      Processes.self(); // a killed server does not go on: this throws
      then = settle(guarded(() -> server.handleContinue(continuation, current())));
    }
    pending = null;
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

  private void startTimeout(Duration after) {
    Idle idle = new Idle();
    pending = idle;
    if (after.isZero()) {
      Node.current().kernel().deliver(Processes.self(), idle);
    } else {
      idle.timer = Node.current().kernel().deliverAfter(Processes.self(), idle, after);
    }
  }

  private void cancelTimeout() {
    if (pending instanceof Idle idle && idle.timer != null) {
      Processes.cancelTimer(idle.timer);
    }
    pending = null;
  }

  @SuppressWarnings("NullAway") // S may itself allow null
  private S current() {
    return state;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // what is foreign fails in the server's own cast
  private static <T> T typed(@Nullable Object message) {
    return (T) message;
  }
}
