package dev.dream;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;

/** A counter that any thread or process can read and bump. */
public final class Counter implements GenServer<Integer, Counter.Request<?>, Counter.Event> {

  // @start region="messages"
  /** What it can be asked: each request names the answer's type. */
  public sealed interface Request<R> extends Call<Counter, R> {}

  /** Asks for the count. */
  public record Value() implements Request<Integer> {}

  /**
   * Adds to the count and asks for the new one.
   *
   * @param by how much; may be negative
   */
  public record Add(int by) implements Request<Integer> {}

  /** What it can be told. */
  public sealed interface Event extends Cast<Counter> {}

  /** Sets the count back to zero. */
  public record Reset() implements Event {}

  // @end

  // @start region="callbacks"
  @Override
  public InitResult<Integer> init() {
    return ok(0);
  }

  @Override
  public CallResult<Integer> handleCall(Request<?> request, From from, Integer count) {
    return switch (request) {
      case Value value -> reply(value, count, count);
      case Add add -> reply(add, count + add.by(), count + add.by());
    };
  }

  @Override
  public CastResult<Integer> handleCast(Event event, Integer count) {
    return switch (event) {
      case Reset() -> noReply(0);
    };
  }
  // @end
}
