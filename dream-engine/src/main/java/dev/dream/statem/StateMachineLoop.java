package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.genserver.ServerLoop;
import dev.dream.process.ContextPropagation.Scope;
import dev.dream.process.ContextPropagation.Snapshot;
import dev.dream.process.EngineMessage;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Processes;
import dev.dream.process.Status;
import dev.dream.process.Wording;
import dev.dream.statem.Action.OfTimeout;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The loop around a {@link GenStateMachine}. All fields belong to its process. */
final class StateMachineLoop<S, D, Q extends Call<?, ?>, E extends Cast<?>> extends ServerLoop {

  private final Deque<GenStateMachine<S, D, Q, E>> modules = new ArrayDeque<>();
  private final EventQueue<Q, E> events = new EventQueue<>();
  private final Timeouts timeouts = new Timeouts();
  private List<Action> first = List.of();
  private @Nullable S state;
  private @Nullable D data;
  private @Nullable StateEvent<Q, E> retrying;
  private int held;

  StateMachineLoop(GenStateMachine<S, D, Q, E> machine) {
    modules.push(machine);
  }

  @Override
  protected boolean init() throws Exception {
    return switch (returned(machine().init(), "init")) {
      case StateInit.Ok<S, D>(S made, D with, List<Action> actions) -> {
        state = made;
        data = with;
        first = actions;
        yield true;
      }
      case StateInit.Ignore<S, D>() -> false;
      case EnterResult.Stop<S, D>(ExitReason reason, _) -> throw new ExitException(reason);
    };
  }

  @Override
  protected void begin() throws Exception {
    Transition<S, D, Q, E> transition = new Transition<>(current(), data());
    act(transition, first, false);
    enter(transition);
    finish(transition);
    drain();
  }

  @Override
  protected void called(Call<?, ?> request, From from) throws Exception {
    handle(new StateEvent.Called<>(typed(request), from));
    drain();
  }

  @Override
  protected void casted(Cast<?> event) throws Exception {
    handle(new StateEvent.Casted<>(typed(event)));
    drain();
  }

  @Override
  protected void info(Object message) throws Exception {
    StateEvent<Q, E> event =
        message instanceof Timeouts.Expired expired
            ? timeouts.take(expired)
            : new StateEvent.Info<>(message);
    if (event != null) {
      handle(event);
      drain();
    }
  }

  @Override
  protected @Nullable Object inHand(Object taken) {
    return retrying == null ? taken : message(retrying); // what was taken has been done
  }

  @Override
  protected Collection<?> held() {
    return events.all().stream().map(StateMachineLoop::message).filter(Objects::nonNull).toList();
  }

  /** Returns the message that an event came from; null if it was none that anybody sent. */
  private static @Nullable Object message(StateEvent<?, ?> event) {
    return switch (event) {
      case StateEvent.Called<?, ?>(Call<?, ?> request, From from) -> parcel(request, from);
      case StateEvent.Casted<?, ?>(Cast<?> told) -> parcel(told);
      case StateEvent.Info<?, ?>(Object message) ->
          message instanceof EngineMessage ? null : message;
      case StateEvent.Internal<?, ?> _,
          StateEvent.StateTimeout<?, ?> _,
          StateEvent.EventTimeout<?, ?> _,
          StateEvent.NamedTimeout<?, ?> _ ->
          null;
    };
  }

  @Override
  protected Object state() {
    return new StateAndData<>(current(), data());
  }

  @Override
  protected void replaceState(@Nullable Object other) {
    StateAndData<S, D> both = typed(other);
    state = both.state();
    data = both.data();
  }

  @Override
  protected Status formatStatus(Status status) {
    return machine().formatStatus(status);
  }

  @Override
  protected void terminate(ExitReason reason) throws Exception {
    machine().terminate(reason, current(), data());
  }

  /** Handles what goes before any message. */
  private void drain() throws Exception {
    for (Queued<Q, E> waiting = next(); waiting != null; waiting = next()) {
      retrying = waiting.event();
      Processes.self(); // a killed machine does not go on: this throws
      handle(waiting);
      retrying = null;
    }
    int more = events.postponed() - held;
    if (more != 0) { // what is put off takes room in the mailbox, or that would have no bound
      held += more;
      Node.current().kernel().hold(more);
    }
  }

  private @Nullable Queued<Q, E> next() {
    Queued<Q, E> waiting = events.poll();
    return waiting == null ? timeouts.takeDue() : waiting;
  }

  private void handle(Queued<Q, E> waiting) throws Exception {
    Snapshot context = waiting.context();
    if (context == null) {
      handle(waiting.event());
    } else {
      try (Scope _ = context.open()) {
        handle(waiting.event());
      }
    }
  }

  private void handle(StateEvent<Q, E> event) throws Exception {
    Transition<S, D, Q, E> transition = new Transition<>(current(), data());
    if (take(transition, guarded(() -> machine().handleEvent(event, current(), data())), false)) {
      enter(transition);
    }
    if (transition.isPostponed) {
      events.postpone(event);
    }
    finish(transition);
  }

  /** Calls {@code enter} until it is content. */
  private void enter(Transition<S, D, Q, E> transition) throws Exception {
    boolean again = true;
    while (again) {
      Processes.self();
      again =
          take(
              transition,
              guarded(() -> machine().enter(current(), transition.state, transition.data)),
              true);
    }
  }

  /** Takes what a callback answered; returns whether the state is to be entered. */
  private boolean take(
      Transition<S, D, Q, E> transition, EventResult<S, D> result, boolean entering)
      throws Exception {
    return switch (result) {
      case EventResult.NextState<S, D>(S next, D newData, List<Action> actions) -> {
        boolean changes = transition.to(next, newData);
        act(transition, actions, entering);
        yield changes;
      }
      case EnterResult.KeepState<S, D>(D newData, List<Action> actions) -> {
        transition.data = newData;
        act(transition, actions, entering);
        yield false;
      }
      case EnterResult.KeepStateAndData<S, D>(List<Action> actions) -> {
        act(transition, actions, entering);
        yield false;
      }
      case EnterResult.RepeatState<S, D>(D newData, List<Action> actions) -> {
        transition.data = newData;
        act(transition, actions, entering);
        yield true;
      }
      case EnterResult.RepeatStateAndData<S, D>(List<Action> actions) -> {
        act(transition, actions, entering);
        yield true;
      }
      case EnterResult.Stop<S, D>(ExitReason reason, List<Action.Reply> replies) ->
          throw stop(transition, replies, reason);
      case EnterResult.StopWithData<S, D>(
              ExitReason reason,
              List<Action.Reply> replies,
              D last) -> {
        transition.data = last;
        throw stop(transition, replies, reason);
      }
    };
  }

  private void act(Transition<S, D, Q, E> transition, List<Action> actions, boolean entering)
      throws Exception {
    for (Action action : actions) {
      if (entering && !(action instanceof Action.OnEnter)) {
        throw bad(transition, "enter answered the action " + Wording.typeOf(action));
      }
      switch (action) {
        case Action.Reply(From from, Object answer) -> answer(from, answer);
        case Action.Postpone() -> transition.isPostponed = true;
        case Action.NextEvent(StateEvent<?, ?> event) -> transition.inserted.add(typed(event));
        case OfTimeout timeout -> transition.timeouts.add(timeout);
        case Action.CallbackModule(var machine, boolean push) -> {
          if (!push) {
            modules.pop();
          }
          modules.push(typed(machine));
        }
        case Action.PopCallbackModule() -> {
          if (modules.size() == 1) {
            throw bad(transition, "there is no callback module to go back to");
          }
          modules.pop();
        }
      }
    }
  }

  /** Takes over what a transition brings, and puts events and timeouts in order. */
  private void finish(Transition<S, D, Q, E> transition) {
    boolean changed = !transition.state.equals(state);
    state = transition.state;
    data = transition.data;
    timeouts.cancel(TimeoutType.EVENT);
    if (changed) {
      timeouts.cancel(TimeoutType.STATE);
      events.retryPostponed();
    }
    timeouts.apply(transition.timeouts);
    events.insert(transition.inserted);
  }

  private ExitException bad(Transition<S, D, Q, E> transition, String what) throws Exception {
    throw stop(transition, List.of(), ExitReason.error("bad_return_value: " + what));
  }

  private ExitException stop(
      Transition<S, D, Q, E> transition, List<Action.Reply> replies, ExitReason reason)
      throws Exception {
    state = transition.state;
    data = transition.data;
    for (Action.Reply reply : replies) {
      answer(reply.from(), reply.answer());
    }
    throw stop(reason);
  }

  private GenStateMachine<S, D, Q, E> machine() {
    return modules.element();
  }

  @SuppressWarnings("NullAway") // set before any event
  private S current() {
    return state;
  }

  @SuppressWarnings("NullAway") // D may itself allow null
  private D data() {
    return data;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // what is foreign fails in the machine's own cast
  private static <T> T typed(@Nullable Object message) {
    return (T) message;
  }
}
