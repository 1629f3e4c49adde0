package dev.dream;

import dev.dream.application.Application;
import dev.dream.application.Applications;
import dev.dream.crashes.CrashLog;
import dev.dream.genserver.Server;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.keyed.Keyed;
import dev.dream.keyed.KeyedSpec;
import dev.dream.process.Address;
import dev.dream.process.Alarm;
import dev.dream.process.Body;
import dev.dream.process.DeadLetters;
import dev.dream.process.ExitReason;
import dev.dream.process.FencedThread;
import dev.dream.process.Name;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot.Outcome;
import dev.dream.process.Reports;
import dev.dream.process.SpawnOptions;
import dev.dream.process.SystemFailure;
import dev.dream.process.SystemRequest;
import dev.dream.process.Tally;
import dev.dream.process.TimerRef;
import dev.dream.process.VirtualTime;
import dev.dream.service.Service;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisor;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * An engine: everything that is done to processes from outside. Any thread may use it; code that
 * runs in one of its processes acts as that process. Several engines may live in one JVM and know
 * nothing of each other.
 *
 * {@snippet :
 * try (Dream dream = Dream.create()) {
 *   ServerRef<Counter> counter = dream.start(Counter::new);
 *   counter.call(new Counter.Add(5));
 * }
 * }
 */
public final class Dream implements AutoCloseable {

  private final Node node;
  private final DreamOptions options;
  private final CrashLog crashes;
  private final Applications applications;

  private Dream(DreamOptions options) {
    this.options = options;
    this.node = new Node(options.node());
    this.crashes = CrashLog.of(node, options.crashCapacity());
    this.applications = new Applications(node, options.shutdownTimeout(), options.drainTimeout());
  }

  /** Creates an engine. No thread runs before there is a process. */
  public static Dream create() {
    return create(DreamOptions.DEFAULT);
  }

  /** Creates an engine with options. */
  public static Dream create(DreamOptions options) {
    return new Dream(options);
  }

  // --- servers and trees

  /**
   * Returns a reference to the server that has, or will have, this name. It is looked up at each
   * call.
   */
  public <G> ServerRef<G> ref(String name) {
    return ref(new Name(name));
  }

  /** Returns a reference to the server at an address. */
  public <G> ServerRef<G> ref(Address address) {
    return ServerRef.<G>of(node, address).withTimeout(options.callTimeout());
  }

  /**
   * Returns a client of the service with this name, which need not be there yet; see {@link
   * Service}.
   *
   * @throws IllegalArgumentException if this is no interface whose methods can be sent
   */
  public <T> T service(Class<T> type, String name) {
    return Service.client(type, ref(name));
  }

  /**
   * Returns the client of processes by key, whose supervisors need not be there yet; see {@link
   * Keyed}.
   */
  public <K, T> Keyed<K, T> keyed(KeyedSpec<K, T> spec) {
    return Keyed.of(node, () -> spec, options.callTimeout());
  }

  /** Starts a server that is linked to nobody. Elixir: {@code GenServer.start/3}. */
  public <G extends Server> ServerRef<G> start(Supplier<G> server) {
    return start(server, StartOptions.DEFAULT);
  }

  /**
   * Starts a server that is linked to nobody, with options.
   *
   * @throws dev.dream.genserver.StartException if it did not start
   */
  public <G extends Server> ServerRef<G> start(Supplier<G> server, StartOptions startOptions) {
    return ServerRef.start(node, server, startOptions).withTimeout(options.callTimeout());
  }

  /**
   * Starts a supervisor that is linked to nobody.
   *
   * @throws dev.dream.genserver.StartException if one of its children did not start
   */
  public ServerRef<Supervisor> startSupervisor(SupervisorSpec tree, StartOptions startOptions) {
    return Supervisor.start(node, tree, startOptions);
  }

  /** Starts a dynamic supervisor that is linked to nobody. */
  public ServerRef<DynamicSupervisor> startDynamicSupervisor(
      DynamicSupervisorSpec spec, StartOptions startOptions) {
    return DynamicSupervisor.start(node, spec, startOptions);
  }

  /**
   * Starts a partition supervisor that is linked to nobody.
   *
   * @throws dev.dream.genserver.StartException if one of its partitions did not start
   */
  public ServerRef<PartitionSupervisor> startPartitionSupervisor(
      PartitionSupervisorSpec spec, StartOptions startOptions) {
    return PartitionSupervisor.start(node, spec, startOptions);
  }

  /** Starts an application; as {@link Applications#start}. */
  public void start(Application application) {
    applications.start(application);
  }

  /** Returns the applications of this engine. */
  public Applications applications() {
    return applications;
  }

  // --- processes

  /** Starts a plain process. Elixir: {@code spawn/1}. */
  public Pid spawn(Body body) {
    return node.spawn(body, SpawnOptions.NONE);
  }

  /**
   * Runs code as a process and waits for its result, so that an ordinary thread may receive, link
   * and monitor for once.
   *
   * @throws Exception what the code threw
   * @throws dev.dream.process.ExitException if the process was ended from outside
   */
  public <T> T run(Callable<T> code) throws Exception {
    return ProcessRun.run(node, code);
  }

  /** Returns a stage that completes with the reason when the process ends; at once if it has. */
  public CompletionStage<ExitReason> whenEnded(Address process) {
    CompletableFuture<ExitReason> ended = new CompletableFuture<>();
    node.kernel()
        .openReply(process)
        .whenDone(
            Processes.INFINITY,
            outcome ->
                ended.complete(
                    outcome instanceof Outcome.Exited(var reason) ? reason : ExitReason.NOPROC));
    return ended;
  }

  /**
   * Returns a stage that completes once the process takes messages: its {@code init} is done, and
   * all that this asked to continue with. Completes with false if the process ends before, or has
   * ended; fails with an {@code IllegalArgumentException} for a plain process, of which nobody
   * knows. Erlang: what an answer to {@code sys:get_status/1} tells.
   */
  public CompletionStage<Boolean> whenReady(Address process) {
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    node.kernel()
        .system(process, new SystemRequest.GetStatistics())
        .whenDone(
            Processes.INFINITY,
            outcome -> {
              if (outcome instanceof Outcome.Answered(SystemFailure(Throwable plain))) {
                ready.completeExceptionally(plain);
              } else {
                ready.complete(outcome instanceof Outcome.Answered);
              }
            });
    return ready;
  }

  /** Returns whether the process has not ended. */
  public boolean alive(Pid pid) {
    return node.alive(pid);
  }

  /** Returns a snapshot of all processes. */
  public List<ProcessInfo> processes() {
    return node.processes();
  }

  /** Returns a snapshot of one process, if it is alive. */
  public Optional<ProcessInfo> info(Pid pid) {
    return node.info(pid);
  }

  /** Returns whom the engine reports crashes, restarts and the like to. */
  public Reports reports() {
    return node.reports();
  }

  /** Returns the messages that reached nobody. */
  public DeadLetters deadLetters() {
    return node.deadLetters();
  }

  /** Returns the latest crashes, with what followed each. */
  public CrashLog crashes() {
    return crashes;
  }

  /** Returns what the engine has counted. */
  public Tally tally() {
    return node.tally();
  }

  /** Returns what is wrong with processes now, the oldest first. Erlang: {@code get_alarms/0}. */
  public List<Alarm> alarms() {
    return node.alarms();
  }

  /** Returns the threads that still run code of processes which were ended from outside. */
  public List<FencedThread> fencedThreads() {
    return node.fencedThreads();
  }

  // --- signals

  /** Sends a message; as {@link dev.dream.process.Processes#send(Address, Object)}. */
  public void send(Address to, Object message) {
    node.send(to, message);
  }

  /** Sends a message to whoever has the name now; refused if nobody has. */
  public void send(String name, Object message) {
    node.send(new Name(name), message);
  }

  /** Sends a message later. Elixir: {@code Process.send_after/3}. */
  public TimerRef sendAfter(Address to, Object message, Duration delay) {
    return node.sendAfter(to, message, delay);
  }

  /** Cancels a timer; returns the time that was left, or nothing if it was not running. */
  public Optional<Duration> cancelTimer(TimerRef timer) {
    return node.cancelTimer(timer);
  }

  /** Returns the time a timer has left, or nothing if it is not running. */
  public Optional<Duration> readTimer(TimerRef timer) {
    return node.readTimer(timer);
  }

  /** Sends an exit signal. Elixir: {@code Process.exit/2}. */
  public void exit(Pid pid, ExitReason reason) {
    node.exit(pid, reason);
  }

  // --- names

  /** Gives a process a name. Elixir: {@code Process.register/2}. */
  public void register(String name, Pid pid) {
    node.register(name, pid);
  }

  /** Frees a name. Elixir: {@code Process.unregister/1}. */
  public void unregister(String name) {
    node.unregister(name);
  }

  /** Returns who has a name. Elixir: {@code Process.whereis/1}. */
  public Optional<Pid> whereis(String name) {
    return node.whereis(name);
  }

  /** Returns all names, sorted. Elixir: {@code Process.registered/0}. */
  public Set<String> registered() {
    return node.registered();
  }

  // --- the engine

  /** Returns the engine's node, for what is not here. */
  public Node node() {
    return node;
  }

  /** Returns how the engine was set up. */
  public DreamOptions options() {
    return options;
  }

  /**
   * Stops the applications in order, within the shutdown timeout, then kills what is left. If there
   * are applications, messages that have come before are worked off first; see {@link
   * Applications#stopAll(Duration)}. No process, timer or thread remains, except the thread of code
   * that ignores its interruption.
   */
  @Override
  public void close() {
    try {
      node.virtualTime().ifPresent(VirtualTime::letGo); // time-outs of the shutdown are to come
      applications.shutDown();
    } finally {
      node.close();
    }
  }
}
