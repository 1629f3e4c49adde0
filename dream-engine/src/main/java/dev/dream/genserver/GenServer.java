package dev.dream.genserver;

import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.process.Status;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * A process with a state that answers requests one at a time. Elixir: GenServer.
 *
 * <p>The callbacks run in the server's process, one at a time, each with the state that the one
 * before returned. They may block; other processes go on. Whatever a callback throws ends the
 * server (after {@link #terminate}), and its supervisor decides what comes next.
 *
 * @param <S> the state; best immutable
 * @param <Q> what it can be asked: a sealed interface of records
 * @param <E> what it can be told: a sealed interface of records
 */
public interface GenServer<S, Q extends Call<?, ?>, E extends Cast<?>> extends Server, Stateful<S> {

  /** How long a call waits if nothing else is said. */
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /** Makes the first state. The starter waits for it. Elixir: {@code init/1}. */
  InitResult<S> init() throws Exception;

  /**
   * Answers a request: {@code reply(request, answer, state)}; or {@code noReply(state)} and later,
   * from anywhere, {@code from.reply(request, answer)}. Elixir: {@code handle_call/3}.
   */
  default CallResult<S> handleCall(Q request, From from, S state) throws Exception {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " has no handleCall, but was called with " + request);
  }

  /** Handles a message that nobody waits for. Elixir: {@code handle_cast/2}. */
  default CastResult<S> handleCast(E event, S state) throws Exception {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " has no handleCast, but was cast " + event);
  }

  /**
   * Handles everything else: plain messages, {@code Exit}, {@code Down}, {@code Timeout}, timers.
   * Logs it as unexpected if not overridden. Elixir: {@code handle_info/2}.
   */
  default CastResult<S> handleInfo(Object message, S state) throws Exception {
    LoggerFactory.getLogger(getClass())
        .warn("{} got an unexpected message: {}", getClass().getSimpleName(), message);
    return noReply(state);
  }

  /** Does what {@code thenContinue} announced, before any message. Elixir: handle_continue/2. */
  default CastResult<S> handleContinue(Object continuation, S state) throws Exception {
    throw new UnsupportedOperationException(
        getClass().getSimpleName()
            + " has no handleContinue, but was to go on with "
            + continuation);
  }

  /**
   * Cleans up before an orderly end: after a {@code stop}, after a callback threw, and, if the
   * server traps exits, when its parent ends or shuts it down; one started without a link is its
   * own parent. Not when it is killed, nor when it does not trap exits and an exit signal ends it.
   * Elixir: {@code terminate/2}.
   */
  default void terminate(ExitReason reason, S state) throws Exception {}

  /**
   * Returns what reports are to show of the state, the message in hand and the reason, so that no
   * secret gets out: the state as it is, if not overridden. Runs in the process; must not block.
   * Erlang: {@code format_status/1}.
   */
  default Status formatStatus(Status status) {
    return status;
  }

  // --- results, to be returned from the callbacks

  /** From {@code init}: started. */
  default InitResult.Ok<S> ok(S state) {
    return new InitResult.Ok<>(state, new Next.Wait());
  }

  /** From {@code init}: not wanted. */
  default InitResult<S> ignore() {
    return new InitResult.Ignore<>();
  }

  /** From {@code init}: cannot start. */
  default InitResult<S> stop(ExitReason reason) {
    return new InitResult.Stop<>(reason);
  }

  /** From {@code handleCall}: replies. The request is the witness of the answer's type. */
  default <R> CallResult.Reply<S> reply(Call<?, R> request, R answer, S state) {
    return new CallResult.Reply<>(answer, state, new Next.Wait());
  }

  /** Goes on without a reply. */
  default CastResult.NoReply<S> noReply(S state) {
    return new CastResult.NoReply<>(state, new Next.Wait());
  }

  /** Ends without a reply. */
  default CastResult<S> stop(ExitReason reason, S state) {
    return new CastResult.Stop<>(reason, state);
  }

  @Override
  default ServerLoop serverLoop() {
    return new GenServerLoop<>(this);
  }

  // --- starting, from within a process

  /**
   * Starts a server linked to the calling process and waits for its {@code init}. Elixir: {@code
   * GenServer.start_link/3}.
   *
   * @throws StartException if it did not start; a caller that does not trap exits has then been
   *     ended by the link, unless the reason was normal
   */
  static <G extends GenServer<?, ?, ?>> ServerRef<G> startLink(Supplier<G> factory) {
    return startLink(factory, StartOptions.DEFAULT);
  }

  /** Starts a linked server with options; as {@link #startLink(Supplier)}. */
  static <G extends GenServer<?, ?, ?>> ServerRef<G> startLink(
      Supplier<G> factory, StartOptions options) {
    return Server.startLink(factory, options);
  }

  /** Starts a server without a link. Elixir: {@code GenServer.start/3}. */
  static <G extends GenServer<?, ?, ?>> ServerRef<G> start(
      Supplier<G> factory, StartOptions options) {
    return Server.start(factory, options);
  }

  /** Starts a linked server and returns how that went, whatever it was. */
  static StartResult tryStartLink(
      Supplier<? extends GenServer<?, ?, ?>> factory, StartOptions options) {
    return Server.tryStartLink(factory, options);
  }

  // --- several servers at once

  /**
   * Asks all servers the same and waits until each has answered or ended. Elixir: {@code
   * GenServer.multi_call/3}; its nodes are here any servers.
   */
  static <G, R> MultiCall<G, R> multiCall(
      Collection<ServerRef<G>> servers, Call<? super G, R> request) {
    return multiCall(servers, request, Processes.INFINITY);
  }

  /**
   * Asks all servers the same and waits so long for all of them together. Late answers are dropped.
   * Any thread. Elixir: {@code GenServer.multi_call/4}.
   */
  static <G, R> MultiCall<G, R> multiCall(
      Collection<ServerRef<G>> servers, Call<? super G, R> request, Duration limit) {
    return MultiCall.of(servers, request, limit);
  }

  /** Tells all servers the same, also if some do not exist. Elixir: GenServer.abcast/3. */
  static <G> void abcast(Collection<ServerRef<G>> servers, Cast<? super G> event) {
    servers.forEach(server -> server.cast(event));
  }
}
