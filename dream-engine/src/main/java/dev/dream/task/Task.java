package dev.dream.task;

import static dev.dream.process.Processes.demonitorFlush;
import static dev.dream.process.Processes.makeRef;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.self;

import dev.dream.process.AliasMode;
import dev.dream.process.AliasedMonitor;
import dev.dream.process.Body;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessKey;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.ChildType;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Shutdown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process that does one thing, and its reply. Elixir: Task.
 *
 * <p>{@link #async} starts it, linked to its owner, the calling process: if the task crashes, an
 * owner that does not trap exits ends with it, and the other way round. {@link #await} waits for
 * the reply.
 *
 * {@snippet class="dev.dream.task.TaskTest" region="await"}
 *
 * The reply is a message, {@link TaskReply}, and the end of a task that did not reply a {@code
 * Down}; both bear the task's {@link #ref}. A GenServer that must not wait takes them in its {@code
 * handleInfo}. Each task is awaited, or its messages are taken otherwise, or it is {@link #ignore
 * ignored}. Only the owner may ask for it.
 *
 * <p>A task runs as a body process, with a virtual thread of its own, so it may block.
 *
 * @param <T> what the task returns
 */
public final class Task<T extends @Nullable Object> {

  /** How long {@code await}, {@code yield} and {@code shutdown} wait if nothing else is said. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Who started this task, who started that, and so on, in the task's process dictionary. Elixir:
   * {@code $callers}.
   */
  public static final ProcessKey<List<Pid>> CALLERS = ProcessKey.of("$callers");

  private final @Nullable Pid pid;
  private final Ref ref;
  private final Pid owner;

  Task(@Nullable Pid pid, Ref ref, Pid owner) {
    this.pid = pid;
    this.ref = ref;
    this.owner = owner;
  }

  // --- starting

  /** Starts a task linked to the calling process, which it replies to. Elixir: {@code async/1}. */
  public static <T extends @Nullable Object> Task<T> async(Callable<? extends T> code) {
    Node node = Node.current("Task.async");
    Pid pid = node.spawn(new TaskBody(node, self(), true), TaskBody.OPTIONS.linked(true));
    return assign(node, pid, code);
  }

  /** Watches a new task of the calling process, and tells it what to do. */
  static <T extends @Nullable Object> Task<T> assign(
      Node node, Pid pid, Callable<? extends T> code) {
    AliasedMonitor watch = monitor(pid, AliasMode.DEMONITOR);
    node.kernel().deliver(pid, Assignment.of(code, watch));
    return new Task<>(pid, watch.ref(), self());
  }

  /** Returns a task that is done already and has no process. Elixir: {@code completed/1}. */
  public static <T extends @Nullable Object> Task<T> completed(T value) {
    Node node = Node.current("Task.completed");
    Task<T> task = new Task<>(null, makeRef(), self());
    node.kernel().deliver(task.owner, new TaskReply(task.ref, value));
    return task;
  }

  /** Starts a task that nobody waits for and that is linked to nobody. Elixir: {@code start/1}. */
  public static Pid start(Body code) {
    Node node = Node.current("Task.start");
    return node.spawn(LoneTask.of(node, code), TaskBody.OPTIONS);
  }

  /** Starts a task linked to the calling process that sends no reply. Elixir: start_link/1. */
  public static Pid startLink(Body code) {
    Node node = Node.current("Task.startLink");
    return node.spawn(LoneTask.of(node, code), TaskBody.OPTIONS.linked(true));
  }

  /**
   * Returns a task to be run by a supervisor, once: it is temporary. With {@code
   * restart(TRANSIENT)} it is run again until it succeeds. Elixir: {@code child_spec/1}.
   */
  public static ChildSpec<?> childSpec(String id, Body code) {
    return ChildSpec.child(id, options -> LoneTask.startLink(code, options), ChildType.WORKER)
        .restart(Restart.TEMPORARY);
  }

  /** Returns a task whose id is still to be given; as {@link #childSpec(String, Body)}. */
  public static ChildSpec<?> childSpec(Body code) {
    return childSpec("", code);
  }

  // --- what it is

  /** Returns its process; empty if it was {@link #completed} from the start. */
  public Optional<Pid> pid() {
    return Optional.ofNullable(pid);
  }

  /** Returns what its reply and its {@code Down} bear. */
  public Ref ref() {
    return ref;
  }

  /** Returns who started it, and may ask for it. */
  public Pid owner() {
    return owner;
  }

  // --- waiting

  /** Waits five seconds for the reply; as {@link #await(Duration)}. Elixir: {@code await/1}. */
  public T await() {
    return await(DEFAULT_TIMEOUT);
  }

  /**
   * Waits for the reply. Elixir: {@code await/2}.
   *
   * @throws TaskException if the task ended without one, with its reason; or if the time ran out,
   *     with reason timeout: the task goes on, unless the owner's end ends it, but its reply is
   *     dropped
   * @throws IllegalArgumentException if the calling process is not the owner
   */
  public T await(Duration timeout) {
    Inbox.requireOwner("await", this);
    return switch (Inbox.<T>take(this, timeout)) {
      case TaskResult.Ok<T>(T value) -> value;
      case TaskResult.Exit<T>(var reason) -> throw TaskException.exited("await " + this, reason);
      case TaskResult.None<T>() -> {
        Inbox.forget(this);
        throw TaskException.timedOut("await " + this, timeout);
      }
    };
  }

  /** Waits five seconds for all replies; as {@link #awaitMany(List, Duration)}. */
  public static <T extends @Nullable Object> List<T> awaitMany(
      List<? extends Task<? extends T>> tasks) {
    return awaitMany(tasks, DEFAULT_TIMEOUT);
  }

  /**
   * Waits for the replies of all tasks and returns them in the order of the tasks. Elixir: {@code
   * await_many/2}.
   *
   * @param timeout how long to wait for all together
   * @throws TaskException as soon as one of them ends without a reply, or if the time ran out; the
   *     replies of the others are dropped
   */
  public static <T extends @Nullable Object> List<T> awaitMany(
      List<? extends Task<? extends T>> tasks, Duration timeout) {
    return new Awaiting<T>(tasks).await(timeout);
  }

  /** Waits five seconds for the reply; as {@link #yield(Duration)}. */
  public TaskResult<T> yield() {
    return this.yield(DEFAULT_TIMEOUT);
  }

  /**
   * Waits for the reply and says how far the task is. If it is {@link TaskResult.None}, it may be
   * asked again. Elixir: {@code yield/2}.
   */
  public TaskResult<T> yield(Duration timeout) {
    Inbox.requireOwner("yield", this);
    return Inbox.take(this, timeout);
  }

  /** Waits five seconds for the replies; as {@link #yieldMany(List, Duration)}. */
  public static <T extends @Nullable Object> List<TaskResult<T>> yieldMany(List<Task<T>> tasks) {
    return yieldMany(tasks, DEFAULT_TIMEOUT);
  }

  /**
   * Waits for the replies of all tasks and says how far each is, in the order of the tasks. Elixir:
   * {@code yield_many/2}.
   *
   * @param timeout how long to wait for all together
   */
  public static <T extends @Nullable Object> List<TaskResult<T>> yieldMany(
      List<Task<T>> tasks, Duration timeout) {
    return Awaiting.yieldMany(tasks, timeout);
  }

  // --- streams

  /** Works on each item in a task, with default options. Elixir: {@code async_stream/2}. */
  public static <I, T extends @Nullable Object> Stream<StreamResult<I, T>> asyncStream(
      Iterable<? extends I> items, TaskFunction<? super I, ? extends T> function) {
    return asyncStream(items, function, StreamOptions.DEFAULT);
  }

  /**
   * Works on each item in a task of its own and returns the results, of which one process, the
   * owner, may ask for. The tasks are linked: if one crashes, an owner that does not trap exits
   * ends with it; for one that does, that is the item's result. Elixir: {@code async_stream/3}.
   *
   * {@snippet class="dev.dream.task.StreamResultTest" region="stream"}
   *
   * The stream is lazy, takes items as tasks become free, and must stay sequential. Who does not
   * consume it to its end closes it: that kills the tasks that still run.
   *
   * @throws TaskException when it is consumed: if a task took too long, with reason timeout, unless
   *     the options say otherwise
   */
  public static <I, T extends @Nullable Object> Stream<StreamResult<I, T>> asyncStream(
      Iterable<? extends I> items,
      TaskFunction<? super I, ? extends T> function,
      StreamOptions options) {
    return AsyncStream.of(
        items,
        function,
        options,
        owner -> {
          Node node = Node.current("Task.asyncStream");
          Body task = new TaskBody(node, owner, true);
          return new Spawner.Spawned(node.spawn(task, TaskBody.OPTIONS.linked(true)), true);
        });
  }

  // --- doing without

  /** Gives the task five seconds to shut down; as {@link #shutdown(Shutdown)}. */
  public TaskResult<T> shutdown() {
    return shutdown(DEFAULT_TIMEOUT);
  }

  /** Gives the task so much time to shut down; as {@link #shutdown(Shutdown)}. */
  public TaskResult<T> shutdown(Duration timeout) {
    return shutdown(new Shutdown.Within(timeout));
  }

  /**
   * Unlinks the task, ends it and waits for its end. Returns its reply if it had replied before,
   * its reason if it ended otherwise than asked, else {@link TaskResult.None}. Afterwards nothing
   * of it comes any more. Elixir: {@code shutdown/2}.
   *
   * @throws IllegalArgumentException if the task has no process, or the calling process is not the
   *     owner
   */
  public TaskResult<T> shutdown(Shutdown how) {
    Pid process = pid;
    if (process == null) {
      throw new IllegalArgumentException(
          "shutdown %s failed: it was completed from the start and has no process".formatted(this));
    }
    Inbox.requireOwner("shutdown", this);
    return new Ending<>(this, process).end(how);
  }

  /**
   * Unlinks the task and lets it go on, without its reply. Returns the reply, or the reason of its
   * end, if that has come already. Elixir: {@code ignore/1}.
   */
  public TaskResult<T> ignore() {
    Inbox.requireOwner("ignore", this);
    TaskResult<T> before = Inbox.take(this, Duration.ZERO);
    return switch (before) {
      case TaskResult.Exit<T> _ -> before;
      case TaskResult.Ok<T> _ -> {
        pid().ifPresent(Processes::unlink);
        yield before;
      }
      case TaskResult.None<T> _ -> {
        pid().ifPresent(Processes::unlink);
        demonitorFlush(ref);
        yield Inbox.flushReply(this);
      }
    };
  }

  /** Returns the task with its process: {@code task <0.42>}. */
  @Override
  public String toString() {
    return pid == null ? "task " + ref : "task " + pid;
  }
}
