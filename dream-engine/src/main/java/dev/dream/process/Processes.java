package dev.dream.process;

import dev.dream.runtime.EngineThread;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a process can do: Elixir's module Process. Made to be imported statically. Every method acts
 * as the process that runs the calling thread and throws {@link IllegalStateException} on any other
 * thread; there, use the {@code Dream} object.
 *
 * <p>In a process that has been killed while its code still runs, every method throws {@link
 * ExitException}.
 */
public final class Processes {

  /** A timeout that never passes. */
  public static final Duration INFINITY = ChronoUnit.FOREVER.getDuration();

  private Processes() {}

  /** Returns the pid of the calling process. Elixir: {@code self/0}. */
  public static Pid self() {
    return current("Processes.self()").pid;
  }

  /** Returns a reference that is equal to no other. Elixir: {@code make_ref/0}. */
  public static Ref makeRef() {
    return node("makeRef").newRef();
  }

  // --- spawning

  /** Starts a process. Elixir: {@code spawn/1}. */
  public static Pid spawn(Body body) {
    return node("spawn").spawn(body, SpawnOptions.NONE);
  }

  /** Starts a process linked to this one. Elixir: {@code spawn_link/1}. */
  public static Pid spawnLink(Body body) {
    return node("spawnLink").spawn(body, SpawnOptions.NONE.linked(true));
  }

  /** Starts a process monitored by this one. Elixir: {@code spawn_monitor/1}. */
  public static Monitored spawnMonitor(Body body) {
    return node("spawnMonitor").spawnMonitor(body, SpawnOptions.NONE);
  }

  // --- links and monitors

  /**
   * Links this process with another, both ways. Elixir: {@code Process.link/1}.
   *
   * @throws NoSuchProcessException if the other is dead and this one does not trap exits; if it
   *     does, it gets an {@link Exit} with reason noproc
   */
  public static void link(Pid pid) {
    LocalProcess self = current("link");
    LocalProcess other = self.node.find((Address) pid);
    if (other == null) {
      Links.noSuchProcess(self, pid);
    } else {
      Links.link(self, other);
    }
  }

  /** Removes the link, if there is one. What is in the mailbox stays. Elixir: {@code unlink/1}. */
  public static void unlink(Pid pid) {
    Links.unlink(current("unlink"), pid);
  }

  /**
   * Asks to be told of a process's end by a {@link Down}; at once if there is no such process.
   * Monitoring oneself does nothing. Elixir: {@code Process.monitor/1}.
   */
  public static Ref monitor(Address object) {
    LocalProcess self = current("monitor");
    LocalProcess target = self.node.find(object);
    Ref ref = self.node.newRef();
    monitor(self, object, target, ref);
    return ref;
  }

  /**
   * Monitors, and makes an alias where the monitored process may answer. Elixir: {@code
   * Process.monitor(item, alias: mode)}.
   *
   * @param mode not {@link AliasMode#REPLY}, which is for an alias without a monitor
   */
  public static AliasedMonitor monitor(Address object, AliasMode mode) {
    if (mode == AliasMode.REPLY) {
      throw new IllegalArgumentException(
          "monitor %s failed: REPLY is for an alias without a monitor; use REPLY_DEMONITOR"
              .formatted(object));
    }
    LocalProcess self = current("monitor");
    LocalProcess target = self.node.find(object); // before there is an alias: it may throw
    AliasedMonitor monitor = new AliasedMonitor(self.node.newRef(), self.node.newAlias());
    self.node.aliases().add(self, monitor.alias(), mode, monitor.ref()); // first: the Down ends it
    monitor(self, object, target, monitor.ref());
    return monitor;
  }

  private static void monitor(
      LocalProcess self, Address object, @Nullable LocalProcess target, Ref ref) {
    if (target == null) {
      Monitor.noSuchProcess(self, ref, object);
    } else if (target != self) {
      Monitor.start(self, target, ref, object);
    }
  }

  /**
   * Stops monitoring. A {@link Down} that is in the mailbox already stays there. Elixir: {@code
   * Process.demonitor/1}.
   *
   * @return whether the monitor was still active
   */
  public static boolean demonitor(Ref ref) {
    return Monitor.cancel(current("demonitor"), ref);
  }

  /**
   * Stops monitoring and takes its {@link Down}, if it came, out of the mailbox. Elixir: {@code
   * Process.demonitor(ref, [:flush])}.
   *
   * @return whether the monitor was still active
   */
  public static boolean demonitorFlush(Ref ref) {
    LocalProcess self = current("demonitor");
    boolean active = Monitor.cancel(self, ref);
    if (!active) {
      self.take(message -> message instanceof Down down && down.ref().equals(ref), 0);
    }
    return active;
  }

  // --- aliases

  /** Makes an alias of this process, active until {@link #unalias}. Elixir: {@code alias/0}. */
  public static Alias alias() {
    return alias(AliasMode.EXPLICIT_UNALIAS);
  }

  /**
   * Makes an alias of this process. Elixir: {@code Process.alias/1}.
   *
   * @param mode {@link AliasMode#EXPLICIT_UNALIAS} or {@link AliasMode#REPLY}
   */
  public static Alias alias(AliasMode mode) {
    if (mode.endsWithMonitor()) {
      throw new IllegalArgumentException("alias failed: " + mode + " needs a monitor");
    }
    LocalProcess self = current("alias");
    Alias alias = self.node.newAlias();
    self.node.aliases().add(self, alias, mode, null);
    return alias;
  }

  /**
   * Switches an alias of this process off: nothing comes through it any more. Elixir: {@code
   * Process.unalias/1}.
   *
   * @return whether it was active, and this process's
   */
  public static boolean unalias(Alias alias) {
    LocalProcess self = current("unalias");
    return self.node.aliases().remove(self, alias);
  }

  // --- messages

  /**
   * Sends a message. One to a dead process is lost without a word. Elixir: {@code send/2}.
   *
   * @throws IllegalArgumentException if {@code to} is a name that nobody has, or the message is a
   *     {@link Signal}
   */
  public static void send(Address to, Object message) {
    LocalProcess self = current("send");
    self.node.send(self, to, message);
  }

  /** Sends a message to whoever has the name now; as {@link #send(Address, Object)}. */
  public static void send(String name, Object message) {
    send(new Name(name), message);
  }

  /**
   * Sends a message later, unless the timer is cancelled or the receiver ends. Elixir: {@code
   * Process.send_after/3}.
   */
  public static TimerRef sendAfter(Address to, Object message, Duration delay) {
    Node node = node("sendAfter");
    return node.startTimer(to, node.kernel().checked(message), delay, false);
  }

  /** Sends {@link TimerExpired} with the timer and the message later. Erlang: start_timer/3. */
  public static TimerRef startTimer(Address to, Object message, Duration delay) {
    Node node = node("startTimer");
    return node.startTimer(to, node.kernel().checked(message), delay, true);
  }

  /**
   * Cancels a timer. Afterwards its message is in the mailbox already or never comes. Elixir:
   * {@code Process.cancel_timer/1}.
   *
   * @return the time that was left, or nothing if it was not running
   */
  public static Optional<Duration> cancelTimer(TimerRef timer) {
    current("cancelTimer");
    return timer.timer().stop();
  }

  /** Returns the time left, or nothing if it is not running. Elixir: {@code read_timer/1}. */
  public static Optional<Duration> readTimer(TimerRef timer) {
    current("readTimer");
    return timer.timer().timeLeft();
  }

  /** Waits for the next message. Elixir: {@code receive}. */
  public static Object receive() {
    return waitFor(null, INFINITY);
  }

  /** Waits for the next message; {@link Timeout} when the time has passed. */
  public static Object receive(Duration timeout) {
    return waitFor(null, timeout);
  }

  /** Waits for the first message that fits; all others stay in the mailbox, in order. */
  public static Object receive(Predicate<Object> fits) {
    return waitFor(fits, INFINITY);
  }

  /** Waits for the first message that fits; {@link Timeout} when the time has passed. */
  public static Object receive(Predicate<Object> fits, Duration timeout) {
    return waitFor(fits, timeout);
  }

  /** Waits for the first message of a type; all others stay in the mailbox, in order. */
  public static <M> M receive(Class<M> type) {
    return type.cast(waitFor(type::isInstance, INFINITY));
  }

  /** Waits for the first message of a type; empty when the time has passed. */
  public static <M> Optional<M> receive(Class<M> type, Duration timeout) {
    Object message = current("receive").take(type::isInstance, Waiting.nanos(timeout));
    return Optional.ofNullable(message).map(type::cast);
  }

  // --- exits

  /**
   * Ends this process with a reason, by an exception. Elixir: {@code exit/1}.
   *
   * @return never; declared so that {@code throw exit(…)} tells the compiler
   */
  public static ExitException exit(ExitReason reason) {
    throw new ExitException(reason);
  }

  /**
   * Sends an exit signal. {@link ExitReason#KILL} cannot be trapped; {@link ExitReason#NORMAL} ends
   * nobody but the caller itself; a process that traps exits gets an {@link Exit}. Elixir: {@code
   * Process.exit/2}.
   */
  public static void exit(Pid pid, ExitReason reason) {
    LocalProcess self = current("exit");
    self.node.exit(pid, reason);
    self.requireAlive();
  }

  /**
   * Turns exit signals into {@link Exit} messages, or no longer. Elixir: {@code
   * Process.flag(:trap_exit, …)}.
   *
   * @return what it was before
   */
  public static boolean trapExit(boolean trap) {
    LocalProcess self = current("trapExit");
    boolean before = self.trapExit;
    self.trapExit = trap;
    return before;
  }

  /** Returns whether the process has not ended. Elixir: {@code Process.alive?/1}. */
  public static boolean alive(Pid pid) {
    return node("alive").alive(pid);
  }

  /**
   * Describes this process in a few words, for lists and reports. Elixir: {@code
   * Process.set_label/1}.
   */
  public static void label(String label) {
    current("label").notes().label = label;
  }

  /** Returns who spawned this process, if it was a process. */
  public static Optional<Pid> parent() {
    return Optional.ofNullable(current("parent").parent);
  }

  /**
   * Returns this process's parent, that one's parent and so on, up to the first that has ended, but
   * 32 at most. Elixir: {@code $ancestors}.
   */
  public static List<Pid> ancestors() {
    return current("ancestors").ancestors();
  }

  /** Returns what can be said of a living process. Elixir: {@code Process.info/1}. */
  public static Optional<ProcessInfo> processInfo(Pid pid) {
    return node("processInfo").info(pid);
  }

  // --- the process dictionary

  /**
   * Puts a value into this process's dictionary. Elixir: {@code Process.put/2}.
   *
   * @return the value before, if there was one
   */
  public static <T> Optional<T> put(ProcessKey<T> key, T value) {
    return typed(current("put").notes().madeDictionary().put(key, value));
  }

  /** Returns a value of this process's dictionary. Elixir: {@code Process.get/1}. */
  public static <T> Optional<T> get(ProcessKey<T> key) {
    Map<ProcessKey<?>, Object> dictionary = current("get").dictionary();
    return dictionary == null ? Optional.empty() : typed(dictionary.get(key));
  }

  /** Removes a value from this process's dictionary. Elixir: {@code Process.delete/1}. */
  public static <T> Optional<T> delete(ProcessKey<T> key) {
    Map<ProcessKey<?>, Object> dictionary = current("delete").dictionary();
    return dictionary == null ? Optional.empty() : typed(dictionary.remove(key));
  }

  /** Returns the keys in this process's dictionary. Elixir: {@code Process.get_keys/0}. */
  public static Set<ProcessKey<?>> getKeys() {
    Map<ProcessKey<?>, Object> dictionary = current("getKeys").dictionary();
    return dictionary == null ? Set.of() : Set.copyOf(dictionary.keySet());
  }

  @SuppressWarnings("unchecked") // only put writes, and it takes the key's type
  private static <T> Optional<T> typed(@Nullable Object value) {
    return Optional.ofNullable((T) value);
  }

  // --- names

  /**
   * Gives this process a name. Elixir: {@code Process.register/2}.
   *
   * @throws NameTakenException if another process has it
   * @throws IllegalStateException if this process has a name already
   */
  public static void register(String name) {
    register(name, self());
  }

  /** Gives a process a name; as {@link #register(String)}. */
  public static void register(String name, Pid pid) {
    node("register").register(name, pid);
  }

  /**
   * Frees a name. Elixir: {@code Process.unregister/1}.
   *
   * @throws IllegalArgumentException if no process has it
   */
  public static void unregister(String name) {
    node("unregister").unregister(name);
  }

  /** Returns who has a name. Elixir: {@code Process.whereis/1}. */
  public static Optional<Pid> whereis(String name) {
    return node("whereis").whereis(name);
  }

  /** Returns all names, sorted. Elixir: {@code Process.registered/0}. */
  public static Set<String> registered() {
    return node("registered").registered();
  }

  /** Returns the living process behind an address, if any. */
  public static Optional<Pid> resolve(Address address) {
    return node("resolve").resolve(address);
  }

  static LocalProcess current(String operation) {
    EngineThread thread = EngineThread.current();
    if (thread != null && thread.occupant() instanceof LocalProcess process) {
      process.requireAlive();
      return process;
    }
    throw new IllegalStateException(Wording.noCurrentProcess(operation));
  }

  private static Node node(String operation) {
    return current(operation).node;
  }

  private static Object waitFor(@Nullable Predicate<Object> fits, Duration timeout) {
    Object message = current("receive").take(fits, Waiting.nanos(timeout));
    return message == null ? new Timeout() : message;
  }
}
