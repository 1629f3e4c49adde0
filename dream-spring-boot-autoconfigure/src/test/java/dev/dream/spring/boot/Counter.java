package dev.dream.spring.boot;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;

/** A counter that can be crashed. */
public final class Counter implements GenServer<Integer, Counter.Request<?>, Counter.Event> {

  private final int first;

  public Counter() {
    this(0);
  }

  public Counter(int first) {
    this.first = first;
  }

  public sealed interface Request<R> extends Call<Counter, R> {}

  public record Add(int by) implements Request<Integer> {}

  public sealed interface Event extends Cast<Counter> {}

  public record Crash() implements Event {}

  @Override
  public InitResult<Integer> init() {
    return ok(first);
  }

  @Override
  public CallResult<Integer> handleCall(Request<?> request, From from, Integer count) {
    return switch (request) {
      case Add add -> reply(add, count + add.by(), count + add.by());
    };
  }

  @Override
  public CastResult<Integer> handleCast(Event event, Integer count) {
    throw new IllegalStateException("crashed on demand");
  }
}
