package dev.dream.agent;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.LocalOnly;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A process that keeps a state, which any thread or process reads and changes by functions. Elixir:
 * Agent.
 *
 * {@snippet class="dev.dream.agent.AgentTest" region="example"}
 *
 * <p>The functions run in the agent's process, one at a time, in the order in which they came: the
 * state needs no lock, and nobody else is served while one runs. They must not call the agent
 * itself. What a function throws ends the agent, and a caller that waits gets a {@link
 * dev.dream.genserver.CallException}. A supervised agent starts again with its first state.
 *
 * <p>Clients hold a {@code ServerRef<Agent<S>>}, by name or by pid; its timeout is that of the
 * functions here that name none. An agent ignores messages that are not its own, and does not trap
 * exits.
 *
 * @param <S> the state; never null, and best immutable, for {@link #get} can hand it out
 */
public final class Agent<S> implements GenServer<S, Agent.Request<S, ?>, Agent.Event<S>> {

  private final Supplier<? extends S> first;

  /**
   * Creates an agent that is still to be started: by {@code Dream.start} or a {@link ChildSpec}.
   *
   * @param first makes the first state, in the agent's process
   */
  public Agent(Supplier<? extends S> first) {
    this.first = first;
  }

  /** What an agent can be asked; use the static methods. */
  public sealed interface Request<S, R> extends Call<Agent<S>, R>, LocalOnly {

    /** Returns the answer and the new state, in the agent's process. */
    ValueAndState<R, S> apply(S state);
  }

  private record Get<S, R>(Function<? super S, ? extends R> function) implements Request<S, R> {
    @Override
    public ValueAndState<R, S> apply(S state) {
      return new ValueAndState<>(function.apply(state), state);
    }
  }

  private record GetAndUpdate<S, R>(Function<? super S, ValueAndState<R, S>> function)
      implements Request<S, R> {
    @Override
    public ValueAndState<R, S> apply(S state) {
      return returned(function.apply(state));
    }
  }

  private record Update<S>(UnaryOperator<S> function) implements Request<S, Boolean> {
    @Override
    public ValueAndState<Boolean, S> apply(S state) {
      return new ValueAndState<>(true, function.apply(state));
    }
  }

  /** What an agent can be told; use {@link #cast}. */
  public sealed interface Event<S> extends Cast<Agent<S>>, LocalOnly {}

  private record CastUpdate<S>(UnaryOperator<S> function) implements Event<S> {}

  /**
   * What the function of {@link #getAndUpdate} returns. Elixir: {@code {value, new_state}}.
   *
   * @param value what the caller gets
   * @param state the new state
   */
  public record ValueAndState<R, S>(R value, S state) {}

  // --- starting

  /** Starts an agent linked to the calling process. Elixir: {@code Agent.start_link/1}. */
  public static <S> ServerRef<Agent<S>> startLink(Supplier<? extends S> first) {
    return startLink(first, StartOptions.DEFAULT);
  }

  /**
   * Starts a linked agent with options. Elixir: {@code Agent.start_link/2}.
   *
   * @throws dev.dream.genserver.StartException if {@code first} threw, was too slow, or the name is
   *     taken
   */
  public static <S> ServerRef<Agent<S>> startLink(
      Supplier<? extends S> first, StartOptions options) {
    return GenServer.startLink(() -> new Agent<S>(first), options);
  }

  /** Starts an agent without a link. Elixir: {@code Agent.start/1}. */
  public static <S> ServerRef<Agent<S>> start(Supplier<? extends S> first) {
    return start(first, StartOptions.DEFAULT);
  }

  /**
   * Starts an agent without a link, with options; as {@link #startLink(Supplier, StartOptions)}.
   */
  public static <S> ServerRef<Agent<S>> start(Supplier<? extends S> first, StartOptions options) {
    return GenServer.start(() -> new Agent<S>(first), options);
  }

  /** Returns a permanent worker whose id is still to be given. Elixir: {@code child_spec/1}. */
  public static <S> ChildSpec<Agent<S>> childSpec(Supplier<? extends S> first) {
    return childSpec("", first);
  }

  /** Returns a permanent worker that is an agent. Elixir: {@code Agent.child_spec/1}. */
  public static <S> ChildSpec<Agent<S>> childSpec(String id, Supplier<? extends S> first) {
    return ChildSpec.worker(id, () -> new Agent<S>(first));
  }

  // --- clients

  /**
   * Returns what the function makes of the state. Elixir: {@code Agent.get/2}.
   *
   * @throws dev.dream.genserver.CallException if there is no such agent, or it ends, by this
   *     function say, or does not answer in time
   */
  public static <S, R> R get(ServerRef<Agent<S>> agent, Function<? super S, ? extends R> function) {
    return agent.call(new Get<S, R>(function));
  }

  /** The same, waiting so long. Elixir: {@code Agent.get/3}. */
  public static <S, R> R get(
      ServerRef<Agent<S>> agent, Function<? super S, ? extends R> function, Duration limit) {
    return agent.call(new Get<S, R>(function), limit);
  }

  /**
   * Replaces the state and returns what the function says. Elixir: {@code Agent.get_and_update/2}.
   *
   * @throws dev.dream.genserver.CallException as {@link #get}
   */
  public static <S, R> R getAndUpdate(
      ServerRef<Agent<S>> agent, Function<? super S, ValueAndState<R, S>> function) {
    return agent.call(new GetAndUpdate<S, R>(function));
  }

  /** The same, waiting so long; an update that is late happens all the same. */
  public static <S, R> R getAndUpdate(
      ServerRef<Agent<S>> agent,
      Function<? super S, ValueAndState<R, S>> function,
      Duration limit) {
    return agent.call(new GetAndUpdate<S, R>(function), limit);
  }

  /**
   * Replaces the state and waits until that is done. Elixir: {@code Agent.update/2}.
   *
   * @throws dev.dream.genserver.CallException as {@link #get}
   */
  public static <S> void update(ServerRef<Agent<S>> agent, UnaryOperator<S> function) {
    agent.call(new Update<>(function));
  }

  /** The same, waiting so long; an update that is late happens all the same. */
  public static <S> void update(
      ServerRef<Agent<S>> agent, UnaryOperator<S> function, Duration limit) {
    agent.call(new Update<>(function), limit);
  }

  /**
   * Replaces the state and does not wait; ignored if there is no such agent. Elixir: {@code
   * Agent.cast/2}.
   */
  public static <S> void cast(ServerRef<Agent<S>> agent, UnaryOperator<S> function) {
    agent.cast(new CastUpdate<>(function));
  }

  /** Stops the agent normally and waits for its end, however long. Elixir: {@code stop/1}. */
  public static void stop(ServerRef<? extends Agent<?>> agent) {
    stop(agent, ExitReason.NORMAL, Processes.INFINITY);
  }

  /**
   * Stops the agent and waits so long for its end. Elixir: {@code Agent.stop/3}.
   *
   * @throws dev.dream.genserver.CallException if it does not exist, ends with another reason, or
   *     not in time
   */
  public static void stop(ServerRef<? extends Agent<?>> agent, ExitReason reason, Duration limit) {
    agent.stop(reason, limit);
  }

  // --- server

  @Override
  public InitResult<S> init() {
    return ok(returned(first.get()));
  }

  @Override
  public CallResult<S> handleCall(Request<S, ?> request, From from, S state) {
    return answer(request, state);
  }

  private <R> CallResult<S> answer(Request<S, R> request, S state) {
    ValueAndState<R, S> result = request.apply(state);
    return reply(request, result.value(), returned(result.state()));
  }

  @Override
  public CastResult<S> handleCast(Event<S> event, S state) {
    return switch (event) {
      case CastUpdate<S>(UnaryOperator<S> function) -> noReply(returned(function.apply(state)));
    };
  }

  /** Ignores it, as Elixir's agent does. */
  @Override
  public CastResult<S> handleInfo(Object message, S state) {
    return noReply(state);
  }

  private static <T> T returned(@Nullable T result) {
    if (result == null) {
      throw new ExitException(
          ExitReason.error("bad_return_value: a function of an agent returned null for the state"));
    }
    return result;
  }
}
