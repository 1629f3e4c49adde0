package dev.dream.process;

import dev.dream.inspect.Inspector;
import dev.dream.process.ContextPropagation.Snapshot;
import dev.dream.runtime.Clock;
import dev.dream.runtime.EngineThread;
import dev.dream.runtime.EngineTime;
import dev.dream.runtime.Scheduler;
import dev.dream.runtime.Task;
import dev.dream.runtime.ThreadSource;
import dev.dream.runtime.Timers;
import dev.dream.runtime.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One runtime system with its processes, and all that can be done to them from any thread. Erlang:
 * a node. Code that runs in a process acts as that process; any other thread acts as nobody, who
 * has the pid {@code <0.0>}, no mailbox and no links.
 *
 * <p>{@code draining} is set by whoever shuts it down, and read by senders. {@code closed} is set
 * once, before the processes are ended: a spawn looks at it after entering its process into the
 * table, so one of the two sees the other.
 */
public final class Node implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final int BATCH = 64;
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(1);

  private final NodeId id;
  private final Pid nobody;
  private final ProcessTable table = new ProcessTable();
  private final AtomicLong pids = new AtomicLong();
  private final AtomicLong refs = new AtomicLong();
  private final Tally tally = new Tally(this::runAside);
  private final Reports reports = new Reports(this::runAside);
  private final Crashes crashes;
  private final @Nullable Turns turns;
  private final int batch;
  private final ThreadSource threads;
  private final Lookout lookout;
  private final Scheduler scheduler;
  private final Timers timers;
  private final Asides asides = new Asides();
  private final @Nullable VirtualTime virtualTime;
  private final WaitCycle waits = new WaitCycle();
  private final Kernel kernel;
  final @Nullable Observing observing;
  private final Mailbox mailbox;
  private final DeadLetters deadLetters;
  private volatile boolean draining;
  private volatile boolean closed;

  /** Creates a node; no thread runs before there is a process. */
  public Node(NodeOptions options) {
    String name = options.name();
    this.id = new NodeId(name, ThreadLocalRandom.current().nextInt());
    this.nobody = Pid.of(id, 0);
    this.mailbox = options.mailbox();
    this.lookout =
        new Lookout(name + "-lookout", options.watch(), table, new Alarms(tally, reports));
    this.turns = options.seed() == null ? null : new Turns(options.seed());
    this.batch = turns == null ? BATCH : 1;
    this.threads = new ThreadSource(turns);
    this.scheduler = new Scheduler(name, options.parallelism(), threads, lookout);
    this.virtualTime = options.virtualTime() ? new VirtualTime(this, turns) : null;
    EngineTime time = virtualTime == null ? new EngineTime() : virtualTime.time();
    this.timers = new Timers(name + "-timer", time, turns);
    this.observing = options.observer() == null ? null : new Observing(this, options.observer());
    this.kernel = new Kernel(this, table, options);
    this.crashes = new Crashes(this, options.redactor());
    this.deadLetters = new DeadLetters(this, options.deadLetters());
  }

  /**
   * Returns the node whose process runs the caller.
   *
   * @throws IllegalStateException on a thread that runs no process
   */
  public static Node current() {
    return current("Node.current()");
  }

  /**
   * Returns the node whose process runs the caller.
   *
   * @param operation what the caller was to do; named if no process runs it
   * @throws IllegalStateException on a thread that runs no process
   */
  public static Node current(String operation) {
    return Processes.current(operation).node;
  }

  /** Returns who this node is. */
  public NodeId id() {
    return id;
  }

  /** Returns what it counted. */
  public Tally tally() {
    return tally;
  }

  /** Returns whom it reports crashes and the like to. */
  public Reports reports() {
    return reports;
  }

  /** Returns how objects of its processes are shown: bounded and without secrets. */
  public Inspector inspector() {
    return crashes.inspector();
  }

  /** Returns the messages that reached nobody. */
  public DeadLetters deadLetters() {
    return deadLetters;
  }

  /** Returns what upper layers do to its processes. */
  public Kernel kernel() {
    return kernel;
  }

  /** Returns whether it has been closed. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Returns the process that runs the caller, or nothing on a thread that runs none of this node.
   */
  public Optional<Pid> self() {
    return Optional.ofNullable(actorPid());
  }

  // --- processes

  /** Starts a plain process. */
  public Pid spawn(Body body, SpawnOptions options) {
    return launch(
        new BodyProcess(this, pids.incrementAndGet(), actorPid(), options, body), options, null);
  }

  /** Starts a callback process. */
  public Pid spawn(Callbacks callbacks, SpawnOptions options) {
    return launch(callbackProcess(callbacks, options), options, null);
  }

  /** Starts a plain process that the calling process monitors before it runs. */
  public Monitored spawnMonitor(Body body, SpawnOptions options) {
    Ref ref = newRef();
    Pid pid =
        launch(
            new BodyProcess(this, pids.incrementAndGet(), actorPid(), options, body), options, ref);
    return new Monitored(pid, ref);
  }

  /** Returns whether the process has not ended. Erlang: {@code is_process_alive/1}. */
  public boolean alive(Pid pid) {
    return table.find(this, pid) != null;
  }

  /** Returns how many processes there are. */
  public int count() {
    return table.all().size();
  }

  /** Returns the pids of all processes, in no order. Erlang: {@code processes/0}. */
  public List<Pid> pids() {
    return table.all().stream().map(process -> process.pid).toList();
  }

  /** Returns a snapshot of all processes. */
  public List<ProcessInfo> processes() {
    return table.all().stream().map(ProcessInfo::of).toList();
  }

  /** Returns the pids of the processes of one kind, in no order. */
  public List<Pid> pidsOf(String module) {
    return table.all().stream()
        .filter(process -> process.module().equals(module))
        .map(process -> process.pid)
        .toList();
  }

  /** Sums up all processes by kind. */
  public Map<String, ModuleLoad> loads() {
    return ModuleLoad.of(table.all());
  }

  /**
   * Returns where the thread of a process stands, if code of it runs or waits: from the first frame
   * that is not the JDK's own. Empty if it has none.
   */
  public List<StackTraceElement> stackOf(Pid pid) {
    LocalProcess process = find(pid);
    return process == null ? List.of() : process.stack();
  }

  /** Counts what the node's tables hold; it looks at each process. */
  public Tables tables() {
    return Tables.of(this, table);
  }

  /** Returns what the scheduler does now. Counts its queue, which takes as long as that is. */
  public SchedulerLoad schedulerLoad() {
    return new SchedulerLoad(
        scheduler.parallelism(), scheduler.busy(), scheduler.queued(), scheduler.workerCount());
  }

  /**
   * Returns how many messages callback processes have taken since the engine began, those of ended
   * ones included; what plain processes receive is not counted.
   */
  public long messagesTaken() {
    return scheduler.messages();
  }

  /** Returns how many timers run. */
  public int runningTimers() {
    return timers.running();
  }

  /** Returns a snapshot of one process, if it is alive. */
  public Optional<ProcessInfo> info(Address address) {
    return Optional.ofNullable(table.findAnyhow(this, address)).map(ProcessInfo::of);
  }

  /**
   * Returns how long the callback that a process runs now has been seen to run, waiting included;
   * nothing if it runs none, or not for long yet, or is a plain process.
   */
  public Optional<Duration> busyFor(Address address) {
    return Optional.ofNullable(table.findAnyhow(this, address)).flatMap(lookout::busyFor);
  }

  /** Returns what is wrong with processes now, the oldest first. Erlang: {@code get_alarms/0}. */
  public List<Alarm> alarms() {
    return lookout.alarms();
  }

  /** Returns the threads that still run code of processes which were ended from outside. */
  public List<FencedThread> fencedThreads() {
    return tally.fences().list();
  }

  // --- signals

  /**
   * Sends a message. One to a dead process, or to a full mailbox, becomes a {@link DeadLetter}
   * without a word to the sender; one to a name that nobody has is refused, as in OTP. Erlang:
   * {@code send/2}.
   *
   * @throws IllegalArgumentException if nobody has the name, or the message is a {@link Signal}
   */
  public void send(Address to, Object message) {
    send(actor(), to, message);
  }

  /** Sends a message on behalf of the calling process, which lives; null: of nobody. */
  void send(@Nullable LocalProcess actor, Address to, Object message) {
    Object checked = kernel.checked(message);
    Delivery delivery = kernel.offer(actor, to, checked, Processes.INFINITY);
    if (delivery instanceof Delivery.Nobody && to instanceof ProcessName) {
      throw new IllegalArgumentException(
          "send %s to %s failed: no process has that name %s"
              .formatted(Wording.typeOf(message), to, table.names().known()));
    }
    kernel.bury(delivery, to, checked, null);
  }

  /** Sends a message later. Erlang: {@code send_after/3}. */
  public TimerRef sendAfter(Address to, Object message, Duration delay) {
    actor();
    return startTimer(to, kernel.checked(message), delay, false);
  }

  /** Sends {@link TimerExpired} later. Erlang: {@code start_timer/3}. */
  public TimerRef startTimer(Address to, Object message, Duration delay) {
    actor();
    return startTimer(to, kernel.checked(message), delay, true);
  }

  /** Cancels a timer; returns the time that was left. Erlang: {@code cancel_timer/1}. */
  public Optional<Duration> cancelTimer(TimerRef timer) {
    actor();
    return timer.timer().stop();
  }

  /** Returns the time left. Erlang: {@code read_timer/1}. */
  public Optional<Duration> readTimer(TimerRef timer) {
    actor();
    return timer.timer().timeLeft();
  }

  /** Sends an exit signal. Erlang: {@code exit/2}. */
  public void exit(Pid pid, ExitReason reason) {
    pause(actor());
    Pid from = actorPid();
    LocalProcess target = find(pid);
    if (target != null) {
      ExitWave.signal(target, from == null ? nobody : from, reason);
    }
  }

  // --- names

  /** Registers a name. Erlang: {@code register/2}. */
  public void register(String name, Pid pid) {
    actor();
    LocalProcess process = find(pid);
    if (process == null) {
      throw new NoSuchProcessException(
          "register \"%s\" failed: %s is not alive".formatted(name, pid));
    }
    table.names().register(name, process);
  }

  /** Frees a name. Erlang: {@code unregister/1}. */
  public void unregister(String name) {
    actor();
    table.names().unregister(name);
  }

  /** Returns who has a name. Erlang: {@code whereis/1}. */
  public Optional<Pid> whereis(String name) {
    return table.names().whereis(name);
  }

  /** Returns all names, sorted. Erlang: {@code registered/0}. */
  public Set<String> registered() {
    return table.names().registered();
  }

  /** Returns the process behind an address, if it is alive. */
  public Optional<Pid> resolve(Address address) {
    return Optional.ofNullable(find(address)).map(process -> process.pid);
  }

  /** Returns the name that a living process has, if any. */
  public Optional<String> nameOf(Pid pid) {
    return Optional.ofNullable(find(pid)).map(process -> process.name);
  }

  /** Returns the address as messages show it: {@code "counter" <0.42>}. */
  public String describe(Address address) {
    LocalProcess process = table.findAnyhow(this, address);
    return process == null ? address.toString() : process.toString();
  }

  // --- the end

  /**
   * Takes no messages any more from threads that run none of its processes, which are dead letters
   * from now on; or does again. Processes may still talk to each other. Signals and system requests
   * are taken from anybody.
   */
  public void refuseFromOutside(boolean refuse) {
    draining = refuse;
  }

  /**
   * Waits until no process has a message waiting or in hand. What was put off, by selective receive
   * or because its process is suspended, is not waited for, nor are timers, nor the code of a plain
   * process that never took a message.
   *
   * @param limit how long to wait at most
   * @return who still has messages: nobody if all mailboxes are drained
   */
  public List<Pid> awaitDrained(Duration limit) {
    Quiet quiet = Quiet.drained(table.all(), tally);
    quiet.await(limit);
    return quiet.busy().stream().map(process -> process.pid).toList();
  }

  /**
   * Waits until nothing runs: no process, no callback of a future, no timer that is due. Processes
   * that wait, for a message, for an answer or for a time, do not run; those whose code waits for
   * anything that the engine does not know do. The calling process does not count.
   *
   * @param limit how long to wait at most, by the system's clock
   * @return what still runs, in words: nothing if there was a moment of rest
   */
  public List<String> awaitIdle(Duration limit) {
    LocalProcess self = actor();
    if (self != null && turns != null && EngineThread.current() instanceof EngineThread thread) {
      thread.restLast();
      return List.of();
    }
    Quiet idle = Quiet.idle(table.all(), tally, process -> process == self, timers, asides);
    return idle.await(limit) ? List.of() : busy(idle.busy());
  }

  private List<String> busy(List<LocalProcess> processes) {
    List<String> words = new ArrayList<>();
    for (LocalProcess process : processes) {
      List<StackTraceElement> stack = process.stack();
      words.add(process + (stack.isEmpty() ? "" : " at " + stack.getFirst()));
    }
    if (asides.running() > 0) {
      words.add("callbacks of futures or listeners: " + asides.running());
    }
    return words.isEmpty() ? List.of("nobody any more, but there was no moment of rest") : words;
  }

  /**
   * Returns what moves this node's time, if that stands still; see {@link NodeOptions#virtualTime}.
   */
  public Optional<VirtualTime> virtualTime() {
    return Optional.ofNullable(virtualTime);
  }

  /**
   * Kills every process and ends every thread of this node. Code of a process that ignores its
   * interruption is given one second and then left to itself, fenced.
   */
  @Override
  public void close() {
    closed = true;
    virtualTime().ifPresent(VirtualTime::letGo);
    if (turns != null) {
      turns.end();
    }
    Collection<LocalProcess> left = List.copyOf(table.all());
    left.forEach(process -> ExitWave.end(process, ExitReason.KILLED));
    crashes.close();
    scheduler.close();
    timers.close();
    lookout.close();
    try {
      if (!threads.awaitEnd(CLOSE_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn(
            "engine \"{}\" closed, but {} of its threads still run code that ignores interruption",
            id.name(),
            threads.live());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // --- for the processes of this node

  /**
   * Returns the process of this node that runs the caller, or null.
   *
   * @throws ExitException if it has been ended: it cannot act any more
   */
  @Nullable LocalProcess actor() {
    EngineThread thread = EngineThread.current();
    if (thread != null && thread.occupant() instanceof LocalProcess process) {
      process.requireAlive();
      return process.node == this ? process : null;
    }
    return null;
  }

  @Nullable LocalProcess find(Address address) {
    return table.find(this, address);
  }

  Aliases aliases() {
    return table.aliases();
  }

  Alias newAlias() {
    return new Alias(id, refs.incrementAndGet());
  }

  Ref newRef() {
    return new Ref(id, newNumber());
  }

  /** Returns a number that no reference has yet. */
  long newNumber() {
    return refs.incrementAndGet();
  }

  /** Returns the time as the mailboxes see it. */
  Clock clock() {
    return scheduler.clock();
  }

  Lookout lookout() {
    return lookout;
  }

  Timers timers() {
    return timers;
  }

  ThreadSource threads() {
    return threads;
  }

  String threadName(Pid pid) {
    return id.name() + "-process-0." + pid.id();
  }

  /** Makes a process runnable, from this thread if it is one of the engine's. */
  void schedule(Task task, @Nullable EngineThread by) {
    scheduler.schedule(task, by);
  }

  /** Returns the time that time-outs go by. */
  EngineTime time() {
    return timers.time();
  }

  void runAside(Runnable action) {
    threads.start(id.name() + "-aside", asides.counted(action));
  }

  /** Returns what a crash report will show; null if that fails: the exit goes on. */
  private @Nullable Inside look(LocalProcess process, ExitReason reason) {
    try {
      return crashes.look(process, reason);
    } catch (Throwable broken) {
      log.error("what is inside {} cannot be shown", process, broken);
      return null;
    }
  }

  /** Ends a process whose code returned, or threw. */
  void codeEnded(LocalProcess process, @Nullable Throwable thrown) {
    ExitReason reason =
        switch (thrown) {
          case null -> ExitReason.NORMAL;
          case ExitException exit -> exit.reason();
          default -> ExitReason.error(thrown);
        };
    if (reason.isAbnormal() && process.isAlive()) {
      process.inside = look(process, reason); // its code may act as long as it lives
    }
    ExitWave.end(process, reason);
  }

  /** Forgets a process that has just ended, and reports it, before anybody else is told. */
  void ended(LocalProcess process, @Nullable String name, ExitReason reason) {
    table.leave(process, name);
    tally.exit(process.module(), reason);
    crashes.ended(process, name, reason, closed);
  }

  CallbackProcess callbackProcess(Callbacks callbacks, SpawnOptions options) {
    return new CallbackProcess(
        this, pids.incrementAndGet(), actorPid(), limits(options), callbacks);
  }

  /** Returns how many messages may wait for a process that is started so. */
  Mailbox limits(SpawnOptions options) {
    return options.mailbox() == null ? mailbox : options.mailbox();
  }

  /** Returns who finds processes that wait for each other. */
  WaitCycle waits() {
    return waits;
  }

  /** Returns whether it refuses messages from outside. */
  boolean isDraining() {
    return draining;
  }

  /** Returns how many messages a process handles before others have their turn. */
  int batch() {
    return batch;
  }

  /** Lets others run before what the calling process does now, if one runs at a time. */
  void pause(@Nullable LocalProcess actor) {
    if (turns != null && actor != null && EngineThread.current() instanceof EngineThread thread) {
      thread.pause();
      actor.requireAlive();
    }
  }

  Pid launch(LocalProcess child, SpawnOptions options, @Nullable Ref monitor) {
    pause(actor());
    Snapshot context = kernel.context();
    if (context != null) {
      child.notes().context = context;
    }
    return new Launch(child, actor(), table).launch(options, monitor);
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("engine \"" + id.name() + "\" is closed");
    }
  }

  @Nullable Pid actorPid() {
    LocalProcess actor = actor();
    return actor == null ? null : actor.pid;
  }

  TimerRef startTimer(Address to, Object message, Duration delay, boolean wrapped) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a timer's delay must not be negative, but was " + delay);
    }
    requireOpen();
    LocalProcess target = to instanceof Pid pid ? find(pid) : null;
    ProcessTimer timer = new ProcessTimer(this, to);
    TimerRef ref = new TimerRef(timer);
    if (target != null || !(to instanceof Pid)) {
      Object due = wrapped ? new TimerExpired(ref, message) : message;
      timer.start(target, kernel.inContext(due), delay);
    }
    return ref;
  }
}
