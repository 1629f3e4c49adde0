package dev.dream.supervisor;

import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.trapExit;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.LocalOnly;
import dev.dream.genserver.Observed;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.EngineMessage;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildException.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A process that starts children, restarts them when they end, at once or as their {@link Backoff}
 * says, and gives up when that does not help. Elixir: Supervisor.
 *
 * <p>Its children are linked to it, and it traps exits. It stops them in reverse start order. When
 * restarts exceed its limit it stops all of them and ends with reason shutdown, so that its own
 * supervisor takes over; it does the same, if told to, when its significant children have ended.
 */
public sealed class Supervisor
    implements GenServer<SupervisorState, Supervisor.Request<?>, Supervisor.Event>, Observed
    permits PartitionSupervisor {

  private final Supplier<? extends SupervisorInit<SupervisorSpec>> init;
  private final Consumer<String> whenGivingUp;
  private volatile Optional<Object> observed = Optional.empty();

  Supervisor(
      Supplier<? extends SupervisorInit<SupervisorSpec>> init, Consumer<String> whenGivingUp) {
    this.init = init;
    this.whenGivingUp = whenGivingUp;
  }

  /** What a supervisor can be asked; use the static methods. */
  public sealed interface Request<R> extends Call<Supervisor, R>, LocalOnly {}

  private record StartChild(ChildSpec<?> spec) implements Request<Answer<StartResult>> {}

  private record RestartChild(String id) implements Request<Answer<StartResult>> {}

  private record TerminateChild(String id) implements Request<Answer<Boolean>> {}

  private record DeleteChild(String id) implements Request<Answer<Boolean>> {}

  private record GetChildSpec(String id) implements Request<Answer<ChildSpec<?>>> {}

  private record GetChildSpecByPid(Pid pid) implements Request<Answer<ChildSpec<?>>> {}

  private record WhichChildren() implements Request<List<ChildInfo>> {}

  private record CountChildren() implements Request<ChildCounts> {}

  /** What a supervisor tells itself. */
  public sealed interface Event extends Cast<Supervisor>, LocalOnly {}

  private record TryAgain(String id) implements Event, EngineMessage {}

  // --- clients

  /**
   * Starts a supervisor linked to the calling process, with its first children. Elixir: {@code
   * Supervisor.start_link/2}.
   *
   * @throws StartException if a child did not start; the others have been stopped again
   */
  public static ServerRef<Supervisor> startLink(SupervisorSpec spec, StartOptions options) {
    return GenServer.startLink(() -> new Supervisor(() -> spec, _ -> {}), options);
  }

  /** Starts a supervisor from a thread that is no process; it is linked to nobody. */
  public static ServerRef<Supervisor> start(Node node, SupervisorSpec spec, StartOptions options) {
    return start(node, spec, options, _ -> {});
  }

  /**
   * The same, telling why the supervisor gives up, if it does: its exit reason is only shutdown.
   *
   * @param whenGivingUp called in the supervisor's process with the words that the log gets
   */
  public static ServerRef<Supervisor> start(
      Node node, SupervisorSpec spec, StartOptions options, Consumer<String> whenGivingUp) {
    return ServerRef.start(node, () -> new Supervisor(() -> spec, whenGivingUp), options);
  }

  /**
   * Starts a linked supervisor, described inside its process, and returns how that went. Elixir:
   * {@code Supervisor.start_link/3}.
   */
  public static StartResult tryStartLink(
      Supplier<? extends SupervisorInit<SupervisorSpec>> init, StartOptions options) {
    return GenServer.tryStartLink(() -> new Supervisor(init, _ -> {}), options);
  }

  /**
   * Adds a child and starts it, after all others. Elixir: {@code Supervisor.start_child/2}.
   *
   * @return how its start went; {@link StartResult.AlreadyStarted} if a child with its id runs
   * @throws ChildException if there is a child with its id that does not run, or the child is
   *     significant and cannot be
   */
  public static StartResult startChild(
      ServerRef<? extends Supervisor> supervisor, ChildSpec<?> spec) {
    return startChild(supervisor, spec, Processes.INFINITY);
  }

  /** The same, waiting so long for the supervisor, which does it even if that is not enough. */
  public static StartResult startChild(
      ServerRef<? extends Supervisor> supervisor, ChildSpec<?> spec, Duration limit) {
    if (spec.id().isBlank()) {
      throw new IllegalArgumentException("a child of a supervisor needs an id: " + spec);
    }
    return supervisor.call(new StartChild(spec), limit).or("start " + Child.shown(spec.id(), null));
  }

  /**
   * Stops a child and keeps its specification, unless it is temporary. Elixir: {@code
   * Supervisor.terminate_child/2}.
   *
   * @throws ChildException if there is no such child
   */
  public static void terminateChild(ServerRef<? extends Supervisor> supervisor, String id) {
    terminateChild(supervisor, id, Processes.INFINITY);
  }

  /** The same, waiting so long for the supervisor, which does it even if that is not enough. */
  public static void terminateChild(
      ServerRef<? extends Supervisor> supervisor, String id, Duration limit) {
    supervisor.call(new TerminateChild(id), limit).or("terminate " + Child.shown(id, null));
  }

  /**
   * Starts a stopped child again. Elixir: {@code Supervisor.restart_child/2}.
   *
   * @throws ChildException if there is no such child, or it runs or is being restarted
   */
  public static StartResult restartChild(ServerRef<? extends Supervisor> supervisor, String id) {
    return restartChild(supervisor, id, Processes.INFINITY);
  }

  /** The same, waiting so long for the supervisor, which does it even if that is not enough. */
  public static StartResult restartChild(
      ServerRef<? extends Supervisor> supervisor, String id, Duration limit) {
    return supervisor.call(new RestartChild(id), limit).or("restart " + Child.shown(id, null));
  }

  /**
   * Forgets a stopped child. Elixir: {@code Supervisor.delete_child/2}.
   *
   * @throws ChildException if there is no such child, or it runs or is being restarted
   */
  public static void deleteChild(ServerRef<? extends Supervisor> supervisor, String id) {
    deleteChild(supervisor, id, Processes.INFINITY);
  }

  /** The same, waiting so long for the supervisor, which does it even if that is not enough. */
  public static void deleteChild(
      ServerRef<? extends Supervisor> supervisor, String id, Duration limit) {
    supervisor.call(new DeleteChild(id), limit).or("delete " + Child.shown(id, null));
  }

  /**
   * Returns what a child was started from. Erlang: {@code supervisor:get_childspec/2}.
   *
   * @throws ChildException if there is no such child
   */
  public static ChildSpec<?> getChildSpec(ServerRef<? extends Supervisor> supervisor, String id) {
    return ask(supervisor, new GetChildSpec(id))
        .or("get specification of " + Child.shown(id, null));
  }

  /** Returns what the child that runs as this process was started from; see the other. */
  public static ChildSpec<?> getChildSpec(ServerRef<? extends Supervisor> supervisor, Pid pid) {
    return ask(supervisor, new GetChildSpecByPid(pid))
        .or("get specification of " + Child.shown("", pid));
  }

  /** Returns its children, newest first. Elixir: {@code Supervisor.which_children/1}. */
  public static List<ChildInfo> whichChildren(ServerRef<? extends Supervisor> supervisor) {
    return ask(supervisor, new WhichChildren());
  }

  /** Counts its children. Elixir: {@code Supervisor.count_children/1}. */
  public static ChildCounts countChildren(ServerRef<? extends Supervisor> supervisor) {
    return ask(supervisor, new CountChildren());
  }

  /** Returns what can be seen of a supervisor without asking it; empty if it is none. */
  public static Optional<SupervisorInfo> info(Node node, Pid pid) {
    return node.kernel()
        .observe(pid)
        .filter(LiveSupervisor.class::isInstance)
        .map(live -> ((LiveSupervisor) live).info());
  }

  private static <R> R ask(ServerRef<? extends Supervisor> supervisor, Request<R> request) {
    return supervisor.call(request, Processes.INFINITY);
  }

  // --- server

  @Override
  public InitResult<SupervisorState> init() {
    trapExit(true);
    return switch (init.get()) {
      case SupervisorInit.Ignore<SupervisorSpec>() -> ignore();
      case SupervisorSpec spec -> init(spec);
    };
  }

  private InitResult<SupervisorState> init(SupervisorSpec spec) {
    SupervisorState state = new SupervisorState(Node.current(), self(), spec, whenGivingUp);
    LiveSupervisor live = state::info;
    observed = Optional.of(live);
    Optional<ExitReason> failure = state.conflict().or(state::startAll);
    return failure.isPresent() ? stop(failure.get()) : ok(state);
  }

  @Override
  public CallResult<SupervisorState> handleCall(
      Request<?> request, From from, SupervisorState state) {
    return switch (request) {
      case StartChild start -> reply(start, start(start.spec(), state), state);
      case RestartChild restart ->
          reply(restart, stopped(restart.id(), state, state::startOnRequest), state);
      case TerminateChild terminate -> reply(terminate, terminate(terminate.id(), state), state);
      case DeleteChild delete -> reply(delete, stopped(delete.id(), state, state::delete), state);
      case GetChildSpec get -> reply(get, specOf(state.children().find(get.id())), state);
      case GetChildSpecByPid get -> reply(get, specOf(state.children().find(get.pid())), state);
      case WhichChildren which ->
          reply(which, Child.infos(state.children().inStartOrder().reversed()), state);
      case CountChildren count -> reply(count, state.count(), state);
    };
  }

  @Override
  public CastResult<SupervisorState> handleCast(Event event, SupervisorState state) {
    return switch (event) {
      case TryAgain(String id) -> {
        Child child = state.children().find(id);
        yield child != null && child.isRestarting() ? restart(child, state) : noReply(state);
      }
    };
  }

  @Override
  public CastResult<SupervisorState> handleInfo(Object message, SupervisorState state)
      throws Exception {
    return switch (message) {
      case Exit(Pid pid, ExitReason reason) -> ended(pid, reason, state);
      case DelayedRestart due ->
          due.child().endsDelay(due) ? restartNow(due.child(), state) : noReply(state);
      case Object other -> GenServer.super.handleInfo(other, state);
    };
  }

  private CastResult<SupervisorState> ended(Pid pid, ExitReason reason, SupervisorState state) {
    Child child = state.children().find(pid);
    if (child == null) {
      return noReply(state); // of a start that failed, say
    }
    if (child.spec().restart().appliesTo(reason)) {
      state.ended(child, reason);
      return restart(child, state);
    }
    state.endedForGood(child, reason);
    return state.endsWith(child) ? stop(ExitReason.SHUTDOWN, state) : noReply(state);
  }

  @Override
  public void terminate(ExitReason reason, SupervisorState state) {
    state.stop(state.children().inStartOrder());
  }

  /** Returns infinity: it waits for its children, each of which has a limit of its own. */
  @Override
  public Optional<Duration> callbackLimit() {
    return Optional.of(Processes.INFINITY);
  }

  @Override
  public Optional<Object> observe() {
    return observed;
  }

  /** Restarts a child and its group, now or when its wait is over. */
  private CastResult<SupervisorState> restart(Child child, SupervisorState state) {
    if (!child.isDelayed()) {
      return restartNow(child, state);
    }
    state.stopGroup(child);
    return noReply(state);
  }

  private CastResult<SupervisorState> restartNow(Child child, SupervisorState state) {
    if (!state.mayRestart(child)) {
      return stop(ExitReason.SHUTDOWN, state);
    }
    state.restart(child).ifPresent(failed -> tryAgain(failed, state));
    return noReply(state);
  }

  /** The retry is a message to itself, so that requests are served in between. */
  private static void tryAgain(Child failed, SupervisorState state) {
    if (failed.isDelayed()) {
      state.stopGroup(failed);
    } else {
      ServerRef.<Supervisor>of(Node.current(), self()).cast(new TryAgain(failed.id()));
    }
  }

  private static Answer<StartResult> start(ChildSpec<?> spec, SupervisorState state) {
    Optional<String> conflict = state.conflict(spec);
    if (conflict.isPresent()) {
      return new Answer.Refused<>(Refusal.BAD_COMBINATION, conflict.get());
    }
    Child present = state.children().find(spec.id());
    if (present == null) {
      return new Answer.Done<>(state.startNew(spec));
    }
    Pid pid = present.pid();
    return pid == null
        ? new Answer.Refused<>(Refusal.ALREADY_PRESENT)
        : new Answer.Done<>(new StartResult.AlreadyStarted(pid));
  }

  private static Answer<Boolean> terminate(String id, SupervisorState state) {
    Child child = state.children().find(id);
    if (child == null) {
      return new Answer.Refused<>(Refusal.NOT_FOUND);
    }
    state.stop(List.of(child));
    child.forgetAttempts();
    return new Answer.Done<>(true);
  }

  private static Answer<ChildSpec<?>> specOf(@Nullable Child child) {
    return child == null
        ? new Answer.Refused<>(Refusal.NOT_FOUND)
        : new Answer.Done<>(child.spec());
  }

  /** Does something to a child that must not be running. */
  private static <R> Answer<R> stopped(
      String id, SupervisorState state, Function<Child, R> action) {
    Child child = state.children().find(id);
    if (child == null) {
      return new Answer.Refused<>(Refusal.NOT_FOUND);
    }
    if (child.pid() != null) {
      return new Answer.Refused<>(Refusal.RUNNING);
    }
    return child.isRestarting()
        ? new Answer.Refused<>(Refusal.RESTARTING)
        : new Answer.Done<>(action.apply(child));
  }
}
