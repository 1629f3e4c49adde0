package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.ServerLoop;
import dev.dream.process.ContextPropagation.Snapshot;
import dev.dream.process.Deadline;
import dev.dream.process.Node;
import dev.dream.process.Processes;
import dev.dream.process.TimerRef;
import dev.dream.statem.Action.CancelTimeout;
import dev.dream.statem.Action.OfTimeout;
import dev.dream.statem.Action.StartTimeout;
import dev.dream.statem.Action.UpdateTimeout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The timeouts of one machine: those that run, and those that are due. Its process's alone. */
final class Timeouts {

  private final Map<TimeoutType, Running> running = new HashMap<>();
  private final Deque<TimeoutType> due = new ArrayDeque<>();
  private long started;

  /** One that runs, whose timer knows what goes along with it; or is due, and has no timer. */
  private record Running(
      long number, @Nullable TimerRef timer, @Nullable Snapshot context, Object content) {}

  /** The message of a timer; of no effect if that timeout was cancelled or started anew. */
  record Expired(TimeoutType type, long number) implements ServerLoop.Own {
    @Override
    public Object content() {
      return type;
    }
  }

  /** Does what one result asks for. The last action on each timeout counts; due ones keep order. */
  void apply(List<OfTimeout> actions) {
    Set<TimeoutType> seen = new HashSet<>();
    List<TimeoutType> nowDue = new ArrayList<>();
    for (OfTimeout action : actions.reversed()) {
      if (seen.add(action.type()) && apply(action)) {
        nowDue.add(action.type());
      }
    }
    due.addAll(nowDue.reversed());
  }

  /** Returns whether that made it due. */
  private boolean apply(OfTimeout action) {
    return switch (action) {
      case StartTimeout(TimeoutType type, Duration after, Object content) ->
          start(type, after, content);
      case CancelTimeout(TimeoutType type) -> {
        cancel(type);
        yield false;
      }
      case UpdateTimeout(TimeoutType type, Object content) -> update(type, content);
    };
  }

  private boolean start(TimeoutType type, Duration after, Object content) {
    cancel(type);
    if (Deadline.isForever(after)) {
      return false;
    }
    started++;
    TimerRef timer =
        after.isZero()
            ? null
            : Node.current()
                .kernel()
                .deliverAfter(Processes.self(), new Expired(type, started), after);
    Snapshot context = timer == null ? Node.current().kernel().context() : null;
    running.put(type, new Running(started, timer, context, content));
    return timer == null;
  }

  private boolean update(TimeoutType type, Object content) {
    Running old = running.get(type);
    if (old == null) {
      return start(type, Duration.ZERO, content);
    }
    running.put(type, new Running(old.number(), old.timer(), old.context(), content));
    return false;
  }

  void cancel(TimeoutType type) {
    Running old = running.remove(type);
    if (old == null) {
      return;
    }
    if (old.timer() == null) {
      due.remove(type);
    } else {
      Processes.cancelTimer(old.timer());
    }
  }

  /** Takes the event of the timer that has expired, unless it was cancelled meanwhile. */
  <Q extends Call<?, ?>, E extends Cast<?>> @Nullable StateEvent<Q, E> take(Expired expired) {
    Running found = running.get(expired.type());
    if (found == null || found.number() != expired.number()) {
      return null;
    }
    running.remove(expired.type());
    return event(expired.type(), found.content());
  }

  /** Takes the event of the first timeout that is due. */
  <Q extends Call<?, ?>, E extends Cast<?>> @Nullable Queued<Q, E> takeDue() {
    TimeoutType type = due.poll();
    Running found = type == null ? null : running.remove(type);
    return type == null || found == null
        ? null
        : new Queued<>(event(type, found.content()), found.context());
  }

  private static <Q extends Call<?, ?>, E extends Cast<?>> StateEvent<Q, E> event(
      TimeoutType type, Object content) {
    return switch (type) {
      case TimeoutType.State() -> new StateEvent.StateTimeout<>(content);
      case TimeoutType.Event() -> new StateEvent.EventTimeout<>(content);
      case TimeoutType.Named(Object name) -> new StateEvent.NamedTimeout<>(name, content);
    };
  }
}
