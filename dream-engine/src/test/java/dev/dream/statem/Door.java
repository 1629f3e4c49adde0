package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.statem.StateEvent.Called;
import dev.dream.statem.StateEvent.Casted;
import dev.dream.statem.StateEvent.EventTimeout;
import dev.dream.statem.StateEvent.Info;
import dev.dream.statem.StateEvent.Internal;
import dev.dream.statem.StateEvent.NamedTimeout;
import dev.dream.statem.StateEvent.StateTimeout;
import java.time.Duration;

/** A door with a code lock: opens for a while after the right code, and remembers who waits. */
public final class Door
    implements GenStateMachine<Door.State, Door.Data, Door.Request<?>, Door.Button> {

  /** Its states; how many wrong digits were pressed is part of one. */
  public sealed interface State {}

  public record Locked(int wrong) implements State {}

  public record Open() implements State {}

  /** What it can be asked: each request names the answer's type. */
  public sealed interface Request<R> extends Call<Door, R> {}

  /** Waits until the door is open and asks how often it has been. */
  public record Enter() implements Request<Integer> {}

  /** What it can be told: a digit was pressed. */
  public record Button(int digit) implements Cast<Door> {}

  /** What it holds in any state: how often it was open, and what has been typed. */
  public record Data(int opened, String typed) {}

  private final String code;
  private final Duration openFor;

  public Door(String code, Duration openFor) {
    this.code = code;
    this.openFor = openFor;
  }

  @Override
  public StateInit<State, Data> init() {
    return ok(new Locked(0), new Data(0, ""));
  }

  @Override
  public EventResult<State, Data> handleEvent(
      StateEvent<Request<?>, Button> event, State state, Data data) {
    return switch (event) {
      case Called(Enter enter, From from) ->
          switch (state) {
            case Locked _ -> keepStateAndData(postpone());
            case Open() -> keepStateAndData(reply(from, enter, data.opened()));
          };
      case Casted(Button(int digit)) ->
          switch (state) {
            case Locked(int wrong) -> typed(digit, wrong, data);
            case Open() -> keepStateAndData();
          };
      case StateTimeout(_) -> nextState(new Locked(0), data);
      case Info(_), Internal(_), EventTimeout(_), NamedTimeout(_, _) -> keepStateAndData();
    };
  }

  private EventResult<State, Data> typed(int digit, int wrong, Data data) {
    String typed = data.typed() + digit;
    if (typed.equals(code)) {
      return nextState(new Open(), new Data(data.opened() + 1, ""), stateTimeout(openFor, "lock"));
    }
    return code.startsWith(typed)
        ? keepState(new Data(data.opened(), typed))
        : nextState(new Locked(wrong + 1), new Data(data.opened(), ""));
  }
}
