package dev.dream.statem;

import dev.dream.Events;
import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.statem.StateEvent.Called;
import dev.dream.statem.StateEvent.Casted;
import dev.dream.statem.StateEvent.EventTimeout;
import dev.dream.statem.StateEvent.Info;
import dev.dream.statem.StateEvent.Internal;
import dev.dream.statem.StateEvent.NamedTimeout;
import dev.dream.statem.StateEvent.StateTimeout;

/** A machine that does what its events say, and writes down which came in which state. */
class Machine implements GenStateMachine<String, Integer, Machine.Ask, Machine.Tell> {

  private final Events events;
  private Init init = machine -> machine.ok("off", 0);
  private Enter enter = (machine, _) -> machine.keepStateAndData();
  private End end = _ -> {};
  private boolean trapping;
  private boolean writingEnter;

  Machine(Events events) {
    this.events = events;
  }

  /** What {@code init} does. */
  interface Init {
    StateInit<String, Integer> run(Machine machine) throws Exception;
  }

  /** What {@code enter} does. */
  interface Enter {
    EnterResult<String, Integer> run(Machine machine, String state) throws Exception;
  }

  /** What {@code terminate} does. */
  interface End {
    void run(ExitReason reason) throws Exception;
  }

  /** What an event does. */
  interface Step {
    EventResult<String, Integer> run(Machine machine, String state, int data) throws Exception;
  }

  /** What a request does. */
  interface Answer {
    EventResult<String, Integer> run(Machine machine, Ask ask, From from, String state, int data)
        throws Exception;
  }

  record Ask(String name, Answer code) implements Call<Machine, Object> {

    /** Asks for the data. */
    static Ask data() {
      return new Ask(
          "data",
          (machine, ask, from, _, data) ->
              machine.keepStateAndData(machine.reply(from, ask, data)));
    }
  }

  /** An event of any type, or what such an event says. */
  record Tell(String name, Step code) implements Cast<Machine> {

    /** One that changes nothing. */
    static Tell that(String name) {
      return new Tell(name, (machine, _, _) -> machine.keepStateAndData());
    }

    static Tell go(String state, Action... actions) {
      return new Tell("go", (machine, _, data) -> machine.nextState(state, data, actions));
    }

    static Tell act(Action... actions) {
      return new Tell("act", (machine, _, _) -> machine.keepStateAndData(actions));
    }

    /** One that is postponed in the state off. */
    static Tell later(String name) {
      return new Tell(
          name,
          (machine, state, _) ->
              state.equals("off")
                  ? machine.keepStateAndData(machine.postpone())
                  : machine.keepStateAndData());
    }
  }

  Machine init(Init code) {
    init = code;
    return this;
  }

  /** Also writes down when a state is entered. */
  Machine enter(Enter code) {
    writingEnter = true;
    enter = code;
    return this;
  }

  Machine terminate(End code) {
    end = code;
    return this;
  }

  Machine trapping() {
    trapping = true;
    return this;
  }

  @Override
  public StateInit<String, Integer> init() throws Exception {
    Processes.trapExit(trapping);
    return init.run(this);
  }

  @Override
  public EventResult<String, Integer> handleEvent(
      StateEvent<Ask, Tell> event, String state, Integer data) throws Exception {
    return switch (event) {
      case Called(Ask ask, From from) -> {
        events.add("call " + ask.name() + " in " + state);
        yield ask.code().run(this, ask, from, state, data);
      }
      case Casted(Tell tell) -> heard("cast", tell, state, data);
      case Info(Object message) -> heard("info", message, state, data);
      case Internal(Object content) -> heard("internal", content, state, data);
      case StateTimeout(Object content) -> heard("state timeout", content, state, data);
      case EventTimeout(Object content) -> heard("event timeout", content, state, data);
      case NamedTimeout(Object name, Object content) ->
          heard("timeout " + name, content, state, data);
    };
  }

  private EventResult<String, Integer> heard(String type, Object what, String state, int data)
      throws Exception {
    if (what instanceof Tell(String name, Step code)) {
      events.add(type + " " + name + " in " + state);
      return code.run(this, state, data);
    }
    events.add(type + " " + what + " in " + state);
    return keepStateAndData();
  }

  @Override
  public EnterResult<String, Integer> enter(String oldState, String state, Integer data)
      throws Exception {
    if (writingEnter) {
      events.add("enter " + state + " from " + oldState);
    }
    return enter.run(this, state);
  }

  @Override
  public void terminate(ExitReason reason, String state, Integer data) throws Exception {
    events.add("terminate " + reason + " in " + state + " with " + data);
    end.run(reason);
  }
}
