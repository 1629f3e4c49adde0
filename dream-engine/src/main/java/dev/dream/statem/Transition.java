package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.statem.Action.OfTimeout;
import java.util.ArrayList;
import java.util.List;

/** What one event, and the enter calls that it brings about, have asked for so far. */
final class Transition<S, D, Q extends Call<?, ?>, E extends Cast<?>> {

  S state;
  D data;
  boolean isPostponed;
  final List<StateEvent<Q, E>> inserted = new ArrayList<>();
  final List<OfTimeout> timeouts = new ArrayList<>();

  Transition(S state, D data) {
    this.state = state;
    this.data = data;
  }

  /** Returns whether the state is to be entered. */
  boolean to(S nextState, D newData) {
    boolean changes = !nextState.equals(state);
    state = nextState;
    data = newData;
    return changes;
  }
}
