package dev.dream.statem;

import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.statem.StateEvent.Called;
import java.time.Duration;

/** A traffic light with a button for those on foot. */
public final class TrafficLight
    implements StateFunctions<
        TrafficLight.Light, Integer, TrafficLight.Request<?>, TrafficLight.Event> {

  /** Its states. */
  public enum Light {
    RED,
    GREEN
  }

  /** What it can be asked. */
  public sealed interface Request<R> extends Call<TrafficLight, R> {}

  /** Waits until cars have to stop, and asks how often that has been so. */
  public record Cross() implements Request<Integer> {}

  /** What it can be told. */
  public sealed interface Event extends Cast<TrafficLight> {}

  /** Changes at once, as does the time. */
  public record Change() implements Event {}

  private final Duration time;

  public TrafficLight(Duration time) {
    this.time = time;
  }

  @Override
  public StateInit<Light, Integer> init() {
    return ok(Light.GREEN, 0);
  }

  // @start region="states"
  @Override
  public StateFunction<Light, Integer, Request<?>, Event> stateFunction(Light light) {
    return switch (light) {
      case GREEN -> this::green;
      case RED -> this::red;
    };
  }

  @Override
  public EnterResult<Light, Integer> enter(Light before, Light light, Integer reds) {
    return keepStateAndData(stateTimeout(time, "change"));
  }

  private EventResult<Light, Integer> green(StateEvent<Request<?>, Event> event, Integer reds) {
    return event instanceof Called ? keepStateAndData(postpone()) : nextState(Light.RED, reds + 1);
  }

  private EventResult<Light, Integer> red(StateEvent<Request<?>, Event> event, Integer reds) {
    return switch (event) {
      case Called(Cross cross, From from) -> keepStateAndData(reply(from, cross, reds));
      default -> nextState(Light.GREEN, reds);
    };
  }
  // @end
}
