package dev.dream.spring.boot;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.statem.EventResult;
import dev.dream.statem.GenStateMachine;
import dev.dream.statem.StateEvent;
import dev.dream.statem.StateInit;

/** A lamp with one switch; its data is how often it was pressed. */
public final class Lamp implements GenStateMachine<Lamp.State, Integer, Lamp.Press, Cast<Lamp>> {

  public enum State {
    OFF,
    ON
  }

  public record Press() implements Call<Lamp, State> {}

  @Override
  public StateInit<State, Integer> init() {
    return ok(State.OFF, 0);
  }

  @Override
  public EventResult<State, Integer> handleEvent(
      StateEvent<Press, Cast<Lamp>> event, State state, Integer pressed) {
    if (event instanceof StateEvent.Called<Press, Cast<Lamp>>(Press press, From from)) {
      State next = state == State.OFF ? State.ON : State.OFF;
      return nextState(next, pressed + 1, reply(from, press, next));
    }
    return keepStateAndData();
  }
}
