package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.genserver.Server;
import dev.dream.genserver.ServerLoop;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.genserver.Stateful;
import dev.dream.process.ExitReason;
import dev.dream.process.Status;
import dev.dream.statem.Action.OnEnter;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A server that is always in one of several states. What an event does depends on the state; an
 * event that does not fit can be postponed until the state has changed. Erlang: gen_statem.
 *
 * {@snippet :
 * public EventResult<State, Data> handleEvent(
 *     StateEvent<Request<?>, Button> event, State state, Data data) {
 *   return switch (event) {
 *     case Called(Enter enter, From from) ->
 *         switch (state) {
 *           case Locked _ -> keepStateAndData(postpone());
 *           case Open() -> keepStateAndData(reply(from, enter, data.opened()));
 *         };
 *     case Casted(Button(int digit)) ->
 *         switch (state) {
 *           case Locked(int wrong) -> typed(digit, wrong, data);
 *           case Open() -> keepStateAndData();
 *         };
 *     case StateTimeout(_) -> nextState(new Locked(0), data);
 *     case Info(_), Internal(_), EventTimeout(_), NamedTimeout(_, _) -> keepStateAndData();
 *   };
 * }
 * }
 *
 * <p>Clients use a {@link ServerRef}, as with any server. The callbacks run in the machine's
 * process, one at a time. One handler takes all events ({@link #handleEvent}, Erlang: {@code
 * handle_event_function}); {@link StateFunctions} has one for each state. Whatever a callback
 * throws ends the machine, after {@link #terminate}.
 *
 * <p>Events are handled in this order: those inserted by {@link #nextEvent}; those that were
 * postponed, oldest first, if the state has changed; timeouts of zero; messages in order of
 * arrival. The state has changed if it is not {@code equals} to the one before.
 *
 * @param <S> the states: an enum, or a sealed interface of records
 * @param <D> what else it holds, in whatever state; best immutable
 * @param <Q> what it can be asked: a sealed interface of records
 * @param <E> what it can be told: a sealed interface of records
 */
public interface GenStateMachine<S, D, Q extends Call<?, ?>, E extends Cast<?>>
    extends Server, Stateful<StateAndData<S, D>> {

  /** Makes the first state and data. The starter waits for it. Erlang: {@code init/1}. */
  StateInit<S, D> init() throws Exception;

  /** Handles an event in a state. Best a {@code switch} without default. */
  EventResult<S, D> handleEvent(StateEvent<Q, E> event, S state, D data) throws Exception;

  /**
   * Has entered a state: the first, for which both states are the same; another; or the same by
   * {@link #repeatState}. Does nothing if not overridden. Erlang: {@code state_enter}.
   *
   * @param data as the event, or {@code init}, left them
   */
  default EnterResult<S, D> enter(S oldState, S state, D data) throws Exception {
    return keepStateAndData();
  }

  /**
   * Cleans up before an orderly end, exactly when a GenServer does. After a callback threw, with
   * the state and the data from before its event. Erlang: {@code terminate/3}.
   */
  default void terminate(ExitReason reason, S state, D data) throws Exception {}

  /**
   * Returns what reports are to show of the {@link StateAndData}, the message in hand and the
   * reason, so that no secret gets out. Runs in the process; must not block. Erlang: {@code
   * format_status/1}.
   */
  default Status formatStatus(Status status) {
    return status;
  }

  // --- results, to be returned from the callbacks

  /** From {@code init}: started. Erlang: {@code {ok, State, Data, Actions}}. */
  default StateInit<S, D> ok(S state, D data, Action... actions) {
    return new StateInit.Ok<>(state, data, List.of(actions));
  }

  /** From {@code init}: not wanted. */
  default StateInit<S, D> ignore() {
    return new StateInit.Ignore<>();
  }

  /** Goes to a state, which may be the one it is in. Erlang: {@code next_state}. */
  default EventResult<S, D> nextState(S state, D data, Action... actions) {
    return new EventResult.NextState<>(state, data, List.of(actions));
  }

  /** Stays in the state, with new data. Erlang: {@code keep_state}. */
  default EventResult<S, D> keepState(D data, Action... actions) {
    return new EnterResult.KeepState<>(data, List.of(actions));
  }

  /** The same, also from {@code enter}. */
  default EnterResult<S, D> keepState(D data, OnEnter... actions) {
    return new EnterResult.KeepState<>(data, List.of(actions));
  }

  /** Stays as it is. Erlang: {@code keep_state_and_data}. */
  default EventResult<S, D> keepStateAndData(Action... actions) {
    return new EnterResult.KeepStateAndData<>(List.of(actions));
  }

  /** The same, also from {@code enter}. */
  default EnterResult<S, D> keepStateAndData(OnEnter... actions) {
    return new EnterResult.KeepStateAndData<>(List.of(actions));
  }

  /** Enters its state once more, with new data. Erlang: {@code repeat_state}. */
  default EventResult<S, D> repeatState(D data, Action... actions) {
    return new EnterResult.RepeatState<>(data, List.of(actions));
  }

  /** The same, also from {@code enter}. */
  default EnterResult<S, D> repeatState(D data, OnEnter... actions) {
    return new EnterResult.RepeatState<>(data, List.of(actions));
  }

  /** Enters its state once more. Erlang: {@code repeat_state_and_data}. */
  default EventResult<S, D> repeatStateAndData(Action... actions) {
    return new EnterResult.RepeatStateAndData<>(List.of(actions));
  }

  /** The same, also from {@code enter}. */
  default EnterResult<S, D> repeatStateAndData(OnEnter... actions) {
    return new EnterResult.RepeatStateAndData<>(List.of(actions));
  }

  /** Ends. From {@code init}: cannot start. Erlang: {@code {stop, Reason}}. */
  default EnterResult.Stop<S, D> stop(ExitReason reason) {
    return new EnterResult.Stop<>(reason, List.of());
  }

  /** Ends, with new data for {@code terminate}. Erlang: {@code {stop, Reason, NewData}}. */
  default EnterResult<S, D> stop(ExitReason reason, D data) {
    return new EnterResult.StopWithData<>(reason, List.of(), data);
  }

  /** Replies and ends. Erlang: {@code {stop_and_reply, Reason, Replies}}. */
  default EnterResult<S, D> stopAndReply(ExitReason reason, List<Action.Reply> replies) {
    return new EnterResult.Stop<>(reason, replies);
  }

  /** Replies and ends, with new data. Erlang: {@code {stop_and_reply, Reason, Replies, Data}}. */
  default EnterResult<S, D> stopAndReply(ExitReason reason, List<Action.Reply> replies, D data) {
    return new EnterResult.StopWithData<>(reason, replies, data);
  }

  // --- actions

  /** Replies to a caller. The request is the witness of the answer's type. */
  default <R> Action.Reply reply(From from, Call<?, R> request, R answer) {
    return new Action.Reply(from, answer);
  }

  /** Puts the event off: it comes again when the state has changed. Erlang: {@code postpone}. */
  default Action postpone() {
    return new Action.Postpone();
  }

  /** Inserts an event, of any type, to be handled next. Erlang: {@code next_event}. */
  default Action nextEvent(StateEvent<? extends Q, ? extends E> event) {
    return new Action.NextEvent(event);
  }

  /** Starts the timeout that a state change cancels. Erlang: {@code state_timeout}. */
  default OnEnter stateTimeout(Duration after, Object content) {
    return new Action.StartTimeout(TimeoutType.STATE, after, content);
  }

  /** Cancels the state timeout, if it runs. */
  default OnEnter cancelStateTimeout() {
    return new Action.CancelTimeout(TimeoutType.STATE);
  }

  /** Changes what the state timeout will say; if it does not run, it is due now. */
  default OnEnter updateStateTimeout(Object content) {
    return new Action.UpdateTimeout(TimeoutType.STATE, content);
  }

  /** Starts the timeout that any event cancels. Erlang: {@code {timeout, Time, Content}}. */
  default OnEnter eventTimeout(Duration after, Object content) {
    return new Action.StartTimeout(TimeoutType.EVENT, after, content);
  }

  /** Cancels the event timeout, as the event itself has done. */
  default OnEnter cancelEventTimeout() {
    return new Action.CancelTimeout(TimeoutType.EVENT);
  }

  /** An event timeout that is due now, for the event itself has cancelled the one that ran. */
  default OnEnter updateEventTimeout(Object content) {
    return new Action.UpdateTimeout(TimeoutType.EVENT, content);
  }

  /** Starts a timeout that has a name. Erlang: {@code {{timeout, Name}, Time, Content}}. */
  default OnEnter timeout(Object name, Duration after, Object content) {
    return new Action.StartTimeout(new TimeoutType.Named(name), after, content);
  }

  /** Cancels the timeout of this name, if it runs. */
  default OnEnter cancelTimeout(Object name) {
    return new Action.CancelTimeout(new TimeoutType.Named(name));
  }

  /** Changes what the timeout of this name will say; if it does not run, it is due now. */
  default OnEnter updateTimeout(Object name, Object content) {
    return new Action.UpdateTimeout(new TimeoutType.Named(name), content);
  }

  /** Lets another object handle what comes. Erlang: {@code change_callback_module}. */
  default Action changeCallbackModule(GenStateMachine<S, D, Q, E> machine) {
    return new Action.CallbackModule(machine, false);
  }

  /** The same, until {@link #popCallbackModule}. Erlang: {@code push_callback_module}. */
  default Action pushCallbackModule(GenStateMachine<S, D, Q, E> machine) {
    return new Action.CallbackModule(machine, true);
  }

  /** Gives back to the object before the last one pushed. Erlang: {@code pop_callback_module}. */
  default Action popCallbackModule() {
    return new Action.PopCallbackModule();
  }

  @Override
  default ServerLoop serverLoop() {
    return new StateMachineLoop<>(this);
  }

  // --- starting, from within a process

  /**
   * Starts a machine linked to the calling process and waits for its {@code init}. Erlang: {@code
   * gen_statem:start_link/3}.
   *
   * @throws StartException if it did not start; a caller that does not trap exits has then been
   *     ended by the link, unless the reason was normal
   */
  static <G extends GenStateMachine<?, ?, ?, ?>> ServerRef<G> startLink(Supplier<G> factory) {
    return startLink(factory, StartOptions.DEFAULT);
  }

  /** Starts a linked machine with options; as {@link #startLink(Supplier)}. */
  static <G extends GenStateMachine<?, ?, ?, ?>> ServerRef<G> startLink(
      Supplier<G> factory, StartOptions options) {
    return Server.startLink(factory, options);
  }

  /** Starts a machine without a link. Erlang: {@code gen_statem:start/3}. */
  static <G extends GenStateMachine<?, ?, ?, ?>> ServerRef<G> start(
      Supplier<G> factory, StartOptions options) {
    return Server.start(factory, options);
  }

  /** Starts a linked machine and returns how that went, whatever it was. */
  static StartResult tryStartLink(
      Supplier<? extends GenStateMachine<?, ?, ?, ?>> factory, StartOptions options) {
    return Server.tryStartLink(factory, options);
  }
}
