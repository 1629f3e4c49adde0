package dev.dream.supervisor;

import static dev.dream.process.Processes.receive;
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
import dev.dream.process.ProcessName;
import dev.dream.process.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A process that starts any number of children on demand and restarts them when they end. Elixir:
 * DynamicSupervisor.
 *
 * <p>It starts without children, knows each by its pid, and restarts each for itself; the ids in
 * their specifications may be equal or missing and are only shown. A child that is not to be
 * restarted is forgotten. All children are stopped at the same time. Whatever is done to one child
 * costs the same however many there are.
 *
 * <p>{@link DynamicSupervisorWith} gives its children an argument of its own.
 */
public sealed class DynamicSupervisor
    implements GenServer<
            DynamicSupervisorState, DynamicSupervisor.Request<?>, DynamicSupervisor.Event>,
        Observed
    permits DynamicSupervisorWith {

  private static final Duration LATEST_EXIT = Duration.ofSeconds(5);

  private final Supplier<? extends SupervisorInit<DynamicSupervisorSpec>> init;
  private volatile Optional<Object> observed = Optional.empty();

  DynamicSupervisor(Supplier<? extends SupervisorInit<DynamicSupervisorSpec>> init) {
    this.init = init;
  }

  /** What a dynamic supervisor can be asked; use the static methods. */
  public sealed interface Request<R> extends Call<DynamicSupervisor, R>, LocalOnly {}

  record StartChild(Description child) implements Request<Answer<StartResult>> {}

  private record StartNamedChild(ProcessName name, ChildSpec<?> child)
      implements Request<Answer<StartResult>> {}

  private record TerminateNamedChild(ProcessName name) implements Request<Answer<Boolean>> {}

  private record TerminateChild(Pid pid) implements Request<Answer<Boolean>> {}

  private record WhichChildren() implements Request<List<ChildInfo>> {}

  private record CountChildren() implements Request<ChildCounts> {}

  /** What a dynamic supervisor tells itself. */
  public sealed interface Event extends Cast<DynamicSupervisor>, LocalOnly {}

  private record TryAgain(Pid pid) implements Event, EngineMessage {}

  /** Makes a child's specification, in the supervisor's process. */
  @FunctionalInterface
  interface Description {
    ChildSpec<?> child(DynamicSupervisor supervisor);
  }

  // --- clients

  /**
   * Starts a dynamic supervisor linked to the calling process. Elixir: {@code
   * DynamicSupervisor.start_link/1}.
   *
   * @throws StartException if its name is taken
   */
  public static ServerRef<DynamicSupervisor> startLink(
      DynamicSupervisorSpec spec, StartOptions options) {
    return GenServer.startLink(() -> new DynamicSupervisor(() -> spec), options);
  }

  /**
   * Starts a linked dynamic supervisor, described inside its process, and returns how that went.
   * Elixir: {@code DynamicSupervisor.start_link/3}.
   */
  public static StartResult tryStartLink(
      Supplier<? extends SupervisorInit<DynamicSupervisorSpec>> init, StartOptions options) {
    return GenServer.tryStartLink(() -> new DynamicSupervisor(init), options);
  }

  /** Starts a dynamic supervisor from a thread that is no process; it is linked to nobody. */
  public static ServerRef<DynamicSupervisor> start(
      Node node, DynamicSupervisorSpec spec, StartOptions options) {
    return ServerRef.start(node, () -> new DynamicSupervisor(() -> spec), options);
  }

  /**
   * Starts a child. Elixir: {@code DynamicSupervisor.start_child/2}.
   *
   * @return how its start went; nothing is kept of a child that did not start
   * @throws ChildException if the supervisor has as many children as it may have
   */
  public static StartResult startChild(
      ServerRef<? extends DynamicSupervisor> supervisor, ChildSpec<?> spec) {
    return startChild(supervisor, spec, Processes.INFINITY);
  }

  /** The same, waiting so long for the supervisor, which does it even if that is not enough. */
  public static StartResult startChild(
      ServerRef<? extends DynamicSupervisor> supervisor, ChildSpec<?> spec, Duration limit) {
    return supervisor
        .call(new StartChild(_ -> spec), limit)
        .or("start " + Child.shown(spec.id(), null));
  }

  /**
   * Starts a child that has a name, unless the supervisor has a child of that name already: then
   * the answer is {@link StartResult.AlreadyStarted}. So there is one of a name also while it
   * restarts, when nobody has the name. OTP has none.
   *
   * @param limit how long to wait for the supervisor, which does it even if that is not enough
   * @throws ChildException if the child of that name waits for its restart, or the supervisor has
   *     as many children as it may have
   */
  public static StartResult startNamedChild(
      ServerRef<? extends DynamicSupervisor> supervisor, ChildSpec<?> spec, Duration limit) {
    ProcessName name =
        Objects.requireNonNull(spec.options().name(), "startNamedChild needs a child with a name");
    return supervisor.call(new StartNamedChild(name, spec), limit).or("start " + name);
  }

  /**
   * Stops the child of a name and forgets it, also one that is being restarted.
   *
   * @param limit how long to wait for the supervisor, which does it even if that is not enough
   * @throws ChildException if there is no such child
   */
  public static void terminateNamedChild(
      ServerRef<? extends DynamicSupervisor> supervisor, ProcessName name, Duration limit) {
    supervisor.call(new TerminateNamedChild(name), limit).or("terminate child " + name);
  }

  /**
   * Stops a child and forgets it, also one that is being restarted and had this pid before. Elixir:
   * {@code DynamicSupervisor.terminate_child/2}.
   *
   * @throws ChildException if there is no such child
   */
  public static void terminateChild(ServerRef<? extends DynamicSupervisor> supervisor, Pid pid) {
    terminateChild(supervisor, pid, Processes.INFINITY);
  }

  /** The same, waiting so long for the supervisor, which does it even if that is not enough. */
  public static void terminateChild(
      ServerRef<? extends DynamicSupervisor> supervisor, Pid pid, Duration limit) {
    supervisor.call(new TerminateChild(pid), limit).or("terminate child " + pid);
  }

  /**
   * Returns its children, oldest first. Elixir: {@code DynamicSupervisor.which_children/1}, in no
   * order.
   */
  public static List<ChildInfo> whichChildren(ServerRef<? extends DynamicSupervisor> supervisor) {
    return supervisor.call(new WhichChildren(), Processes.INFINITY);
  }

  /** Counts its children. Elixir: {@code DynamicSupervisor.count_children/1}. */
  public static ChildCounts countChildren(ServerRef<? extends DynamicSupervisor> supervisor) {
    return supervisor.call(new CountChildren(), Processes.INFINITY);
  }

  /** Returns what can be seen of a supervisor of any kind without asking it. */
  public static Optional<SupervisorInfo> info(Node node, Pid pid) {
    return Supervisor.info(node, pid);
  }

  // --- server

  @Override
  public InitResult<DynamicSupervisorState> init() {
    trapExit(true);
    return switch (init.get()) {
      case SupervisorInit.Ignore<DynamicSupervisorSpec>() -> ignore();
      case DynamicSupervisorSpec spec -> {
        DynamicSupervisorState state = new DynamicSupervisorState(Node.current(), self(), spec);
        LiveSupervisor live = state::info;
        observed = Optional.of(live);
        yield ok(state);
      }
    };
  }

  @Override
  public CallResult<DynamicSupervisorState> handleCall(
      Request<?> request, From from, DynamicSupervisorState state) {
    return switch (request) {
      case StartChild start ->
          reply(start, state.startChild(() -> start.child().child(this)), state);
      case StartNamedChild start -> startNamedChild(start, state);
      case TerminateNamedChild terminate ->
          reply(terminate, state.terminateNamedChild(terminate.name()), state);
      case TerminateChild terminate ->
          reply(terminate, state.terminateChild(terminate.pid()), state);
      case WhichChildren which -> reply(which, state.whichChildren(), state);
      case CountChildren count -> reply(count, state.countChildren(), state);
    };
  }

  private CallResult<DynamicSupervisorState> startNamedChild(
      StartNamedChild start, DynamicSupervisorState state) {
    Pid present = state.pidOf(start.name());
    if (present != null && !Node.current().alive(present)) {
      // Its exit signal is here or on its way: what follows from that comes first. It is late only
      // if the child has removed the link to its supervisor, as no child should.
      Predicate<Object> isExit =
          message -> message instanceof Exit(Pid from, _) && from.equals(present);
      ExitReason reason =
          receive(isExit, LATEST_EXIT) instanceof Exit gone ? gone.reason() : ExitReason.NOPROC;
      if (ended(present, reason, state)
          instanceof CastResult.Stop<DynamicSupervisorState> givingUp) {
        return givingUp;
      }
    }
    return reply(start, state.startNamedChild(start.name(), start.child()), state);
  }

  @Override
  public CastResult<DynamicSupervisorState> handleCast(Event event, DynamicSupervisorState state) {
    return switch (event) {
      case TryAgain(Pid before) -> {
        Child child = state.find(before);
        yield child == null ? noReply(state) : restart(before, child, state);
      }
    };
  }

  @Override
  public CastResult<DynamicSupervisorState> handleInfo(Object message, DynamicSupervisorState state)
      throws Exception {
    return switch (message) {
      case Exit(Pid pid, ExitReason reason) -> ended(pid, reason, state);
      case DelayedRestart due -> due(due, state);
      case Object other -> GenServer.super.handleInfo(other, state);
    };
  }

  private CastResult<DynamicSupervisorState> ended(
      Pid pid, ExitReason reason, DynamicSupervisorState state) {
    Child child = state.find(pid);
    if (child == null) {
      return noReply(state); // of a start that failed, say
    }
    if (child.spec().restart().appliesTo(reason)) {
      state.ended(child, reason);
      return restart(pid, child, state);
    }
    state.endedForGood(pid, child, reason);
    return noReply(state);
  }

  @Override
  public void terminate(ExitReason reason, DynamicSupervisorState state) {
    state.stopAll();
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

  private CastResult<DynamicSupervisorState> due(DelayedRestart due, DynamicSupervisorState state) {
    Pid before = due.next().before();
    return before != null && due.child().endsDelay(due)
        ? restartNow(before, due.child(), state)
        : noReply(state);
  }

  /** Restarts a child, now or when its wait is over. */
  private CastResult<DynamicSupervisorState> restart(
      Pid before, Child child, DynamicSupervisorState state) {
    return child.isDelayed() ? noReply(state) : restartNow(before, child, state);
  }

  private CastResult<DynamicSupervisorState> restartNow(
      Pid before, Child child, DynamicSupervisorState state) {
    if (!state.mayRestart(child)) {
      state.forget(before);
      return stop(ExitReason.SHUTDOWN, state);
    }
    if (state.restartFails(before, child) && !child.isDelayed()) {
      // The retry is a message to itself, so that requests are served in between.
      ServerRef.<DynamicSupervisor>of(Node.current(), self()).cast(new TryAgain(before));
    }
    return noReply(state);
  }
}
