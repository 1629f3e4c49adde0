package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The events that go before all messages, and those that are put off. Its process's alone. */
final class EventQueue<Q extends Call<?, ?>, E extends Cast<?>> {

  private final Deque<Queued<Q, E>> waiting = new ArrayDeque<>();
  private final List<Queued<Q, E>> postponed = new ArrayList<>();

  @Nullable Queued<Q, E> poll() {
    return waiting.poll();
  }

  void postpone(StateEvent<Q, E> event) {
    postponed.add(Queued.here(event));
  }

  /** Returns how many are put off. */
  int postponed() {
    return postponed.size();
  }

  /** Returns all that was taken and not handled. */
  List<StateEvent<Q, E>> all() {
    return Stream.concat(postponed.stream(), waiting.stream()).map(Queued::event).toList();
  }

  /** Brings what was put off back, oldest first, before all that waits. */
  void retryPostponed() {
    postponed.reversed().forEach(waiting::addFirst);
    postponed.clear();
  }

  /** Puts events before all that waits, in their order. */
  void insert(List<StateEvent<Q, E>> events) {
    events.reversed().forEach(event -> waiting.addFirst(Queued.here(event)));
  }
}
