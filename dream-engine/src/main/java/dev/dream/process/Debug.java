package dev.dream.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a callback process does what {@link SystemRequest}s ask for, and what it remembers of them.
 * It is there only while somebody asks, suspends, traces or counts. Used by the process alone, but
 * for {@code suspended}, which others read for display.
 */
final class Debug {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  /**
   * Whether nothing that passes a suspended process is among what it has seen in its mailbox, so
   * that only what comes new is to be looked at. The process's own.
   */
  boolean searched;

  private final LocalProcess process;
  private final Callbacks callbacks;
  private final List<Consumer<? super SystemEvent>> observers = new ArrayList<>();
  private volatile boolean suspended;
  private @Nullable Instant countingSince;
  private long messagesIn;
  private long messagesOut;

  Debug(LocalProcess process, Callbacks callbacks) {
    this.process = process;
    this.callbacks = callbacks;
  }

  boolean isSuspended() {
    return suspended;
  }

  /** Returns whether nobody needs this any more. */
  boolean isIdle() {
    return !suspended && observers.isEmpty() && countingSince == null;
  }

  /** Does what a message asks for and answers it. */
  void handle(SystemMessage message) throws Exception {
    if (message.request() instanceof SystemRequest.Terminate(ExitReason reason)) {
      message.slot().settle(null); // now: an end that it did not come to is not the one asked for
      callbacks.terminate(reason);
    }
    message.slot().settle(answer(message.request()));
  }

  private @Nullable Object answer(SystemRequest request) {
    try {
      return perform(request);
    } catch (Throwable thrown) {
      process.requireAlive();
      return new SystemFailure(thrown);
    }
  }

  private @Nullable Object perform(SystemRequest request) {
    return switch (request) {
      case SystemRequest.GetState() -> callbacks.state();
      case SystemRequest.ReplaceState(var change) -> {
        callbacks.replaceState(change.apply(callbacks.state()));
        yield callbacks.state();
      }
      case SystemRequest.GetStatus() -> status();
      case SystemRequest.Suspend() -> suspended = true;
      case SystemRequest.Resume() -> suspended = false;
      case SystemRequest.Install(var observer) -> observers.add(observer);
      case SystemRequest.Remove(var observer) -> observers.remove(observer);
      case SystemRequest.Count(boolean counting) -> count(counting);
      case SystemRequest.GetStatistics() -> statistics();
      case SystemRequest.NoDebug() -> {
        observers.clear();
        yield count(false);
      }
      case SystemRequest.Terminate(var reason) -> throw new ExitException(reason);
    };
  }

  private SystemStatus status() {
    return new SystemStatus(
        process.pid,
        process.module(),
        suspended,
        process.parent,
        process.shownDictionary(),
        observers.size(),
        shownState());
  }

  private @Nullable Object shownState() {
    return Status.of(callbacks, null, null).state();
  }

  private boolean count(boolean counting) {
    countingSince = counting ? Instant.now() : null;
    messagesIn = 0;
    messagesOut = 0;
    return counting;
  }

  private Optional<SystemStatistics> statistics() {
    return Optional.ofNullable(countingSince)
        .map(since -> new SystemStatistics(since, Instant.now(), messagesIn, messagesOut));
  }

  // --- what the process tells of itself

  void in(Object message) {
    messagesIn++;
    if (!observers.isEmpty()) {
      tell(new SystemEvent.In(process.pid, Parcel.open(message)));
    }
  }

  void out(@Nullable Pid to, @Nullable Object answer) {
    messagesOut++;
    if (!observers.isEmpty()) {
      tell(new SystemEvent.Out(process.pid, to, answer));
    }
  }

  void handled() {
    if (!observers.isEmpty()) {
      tell(new SystemEvent.Handled(process.pid, shownState()));
    }
  }

  private void tell(SystemEvent event) {
    for (Consumer<? super SystemEvent> observer : List.copyOf(observers)) {
      try {
        observer.accept(event);
      } catch (Throwable thrown) {
        process.requireAlive();
        observers.remove(observer);
        log.warn("an observer of {} failed and was removed", process, thrown);
      }
    }
  }
}
