package dev.dream.process;

import dev.dream.process.ContextPropagation.Scope;
import dev.dream.process.MessageObserver.Observed;
import dev.dream.process.MessageObserver.Subject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a node's {@link MessageObserver} of what clients and servers do, and keeps from them what
 * it throws. For those who write servers; any thread.
 */
public final class Observing {

  private static final Logger log = LoggerFactory.getLogger(Observing.class);

  private final Node node;
  private final MessageObserver observer;
  private final AtomicBoolean failed = new AtomicBoolean();

  Observing(Node node, MessageObserver observer) {
    this.node = node;
    this.observer = observer;
  }

  /** Code whose failure is to be heard of. */
  @FunctionalInterface
  public interface Code<T extends @Nullable Object, X extends Exception> {

    /** Runs it. */
    T run() throws X;
  }

  /** Sends, and waits for what comes of it. */
  public <T extends @Nullable Object> T sending(
      MessageKind kind, Address server, Object message, Code<T, RuntimeException> code) {
    return around(sending(kind, server, message), code);
  }

  /** Sends, and says later what came of it. */
  public <T> T sendingFirst(
      MessageKind kind,
      Address server,
      Object message,
      Code<T, RuntimeException> code,
      Ending<T> ending) {
    Observed observed = sending(kind, server, message);
    if (observed == null) {
      return code.run();
    }
    T sent;
    try (Scope _ = opened(observed)) {
      sent = code.run();
    } catch (Throwable thrown) {
      end(observed, thrown);
      throw thrown;
    }
    ending.whenEnded(sent, failure -> end(observed, failure));
    return sent;
  }

  /** Says when something that was sent has ended. */
  @FunctionalInterface
  public interface Ending<T> {

    /** Lets somebody hear of the end, and of the failure if it is one. */
    void whenEnded(T sent, Consumer<@Nullable Throwable> listener);
  }

  /** Takes a message, in the process that it is for. */
  void handling(LocalProcess self, Object message, Code<?, Exception> code) throws Exception {
    around(
        begun(() -> observer.wantsHandling() ? observer.handling(subject(self, message)) : null),
        code);
  }

  private @Nullable Observed sending(MessageKind kind, Address server, Object message) {
    return begun(
        () ->
            observer.wantsSending(kind) ? observer.sending(subject(kind, server, message)) : null);
  }

  private static Subject subject(LocalProcess self, Object message) {
    Object content = Parcel.open(message);
    return new Subject(
        Parcel.kindOf(message), content, Wording.typeOf(content), self.address(), self.module());
  }

  private Subject subject(MessageKind kind, Address server, Object message) {
    LocalProcess target = node.find(server);
    return new Subject(
        kind, message, Wording.typeOf(message), server, target == null ? null : target.module());
  }

  private <T extends @Nullable Object, X extends Exception> T around(
      @Nullable Observed observed, Code<T, X> code) throws X {
    if (observed == null) {
      return code.run();
    }
    Throwable failure = null;
    try (Scope _ = opened(observed)) {
      return code.run();
    } catch (Throwable thrown) {
      failure = failure(thrown);
      throw thrown;
    } finally {
      end(observed, failure);
    }
  }

  /** Returns why a process ends; null: as it should. */
  private static @Nullable Throwable failure(Throwable thrown) {
    if (!(thrown instanceof ExitException exit) || exit.getClass() != ExitException.class) {
      return thrown;
    }
    Throwable cause = exit.getCause();
    return !exit.reason().isAbnormal() ? null : cause == null ? exit : cause;
  }

  private @Nullable Observed begun(Supplier<@Nullable Observed> begin) {
    try {
      return begin.get();
    } catch (Throwable broken) {
      report(broken);
      return null;
    }
  }

  private Scope opened(Observed observed) {
    try {
      Scope scope = observed.open();
      return () -> close(scope);
    } catch (Throwable broken) {
      report(broken);
      return () -> {};
    }
  }

  private void close(Scope scope) {
    try {
      scope.close();
    } catch (Throwable broken) {
      report(broken);
    }
  }

  private void end(Observed observed, @Nullable Throwable failure) {
    try {
      observed.ended(failure);
    } catch (Throwable broken) {
      report(broken);
    }
  }

  private void report(Throwable broken) {
    if (failed.compareAndSet(false, true)) {
      log.warn("the observer of messages failed, which does no harm; said once only", broken);
    }
  }
}
