package dev.dream.task;

import static dev.dream.process.Processes.link;
import static dev.dream.process.Processes.self;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.Body;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.ChildType;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.SupervisorStart;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor of tasks: a {@link DynamicSupervisor} whose children are tasks, temporary if nothing
 * else is said. It ends them in order when it ends itself. Elixir: Task.Supervisor.
 *
 * <p>{@link #asyncNoLink} is the way to do something whose failure is not the caller's.
 *
 * {@snippet class="dev.dream.task.TaskSupervisorTest" region="noLink"}
 *
 * This class holds the clients' side only.
 */
public final class TaskSupervisor {

  private TaskSupervisor() {}

  // --- the supervisor

  /**
   * Starts a task supervisor linked to the calling process. Elixir: {@code start_link/1}.
   *
   * @throws StartException if its name is taken
   */
  public static ServerRef<TaskSupervisor> startLink(
      DynamicSupervisorSpec limits, StartOptions options) {
    return typed(DynamicSupervisor.startLink(limits, options));
  }

  /** Starts a task supervisor from a thread that is no process; it is linked to nobody. */
  public static ServerRef<TaskSupervisor> start(
      Node node, DynamicSupervisorSpec limits, StartOptions options) {
    return typed(DynamicSupervisor.start(node, limits, options));
  }

  /** Returns a task supervisor as a child of a supervisor. Elixir: {@code child_spec/1}. */
  public static ChildSpec<TaskSupervisor> childSpec(String id, DynamicSupervisorSpec limits) {
    return ChildSpec.child(id, SupervisorStart.of(limits), ChildType.SUPERVISOR);
  }

  /** Returns one for any number of tasks; as {@link #childSpec(String, DynamicSupervisorSpec)}. */
  public static ChildSpec<TaskSupervisor> childSpec(String id) {
    return childSpec(id, DynamicSupervisorSpec.DEFAULT);
  }

  /** Returns one whose id is still to be given; as {@link #childSpec(String)}. */
  public static ChildSpec<TaskSupervisor> childSpec() {
    return childSpec("");
  }

  // --- tasks with a reply

  /** Starts a task under the supervisor; as the one with five seconds to shut down. */
  public static <T extends @Nullable Object> Task<T> async(
      ServerRef<TaskSupervisor> supervisor, Callable<? extends T> code) {
    return async(supervisor, code, Shutdown.DEFAULT);
  }

  /**
   * Starts a task under the supervisor and links it to the calling process, its owner, as well.
   * Elixir: {@code async/3}.
   *
   * @param shutdown how the supervisor ends it
   * @throws ChildException if the supervisor has as many tasks as it may have
   */
  public static <T extends @Nullable Object> Task<T> async(
      ServerRef<TaskSupervisor> supervisor, Callable<? extends T> code, Shutdown shutdown) {
    Node node = Node.current("TaskSupervisor.async");
    Pid pid = startTask(supervisor, node, self(), shutdown);
    link(pid);
    return Task.assign(node, pid, code);
  }

  /** Starts a task without a link; as the one with five seconds to shut down. */
  public static <T extends @Nullable Object> Task<T> asyncNoLink(
      ServerRef<TaskSupervisor> supervisor, Callable<? extends T> code) {
    return asyncNoLink(supervisor, code, Shutdown.DEFAULT);
  }

  /**
   * Starts a task under the supervisor, not linked to the calling process: neither ends with the
   * other. Its reply, or its {@code Down}, comes to the owner all the same. Elixir: {@code
   * async_nolink/3}.
   *
   * @param shutdown how the supervisor ends it
   * @throws ChildException if the supervisor has as many tasks as it may have
   */
  public static <T extends @Nullable Object> Task<T> asyncNoLink(
      ServerRef<TaskSupervisor> supervisor, Callable<? extends T> code, Shutdown shutdown) {
    Node node = Node.current("TaskSupervisor.asyncNoLink");
    return Task.assign(node, startTask(supervisor, node, self(), shutdown), code);
  }

  // --- streams

  /**
   * Works on each item in a task under the supervisor; as {@link Task#asyncStream(Iterable,
   * TaskFunction, StreamOptions)}. Elixir: {@code async_stream/4}.
   */
  public static <I, T extends @Nullable Object> Stream<StreamResult<I, T>> asyncStream(
      ServerRef<TaskSupervisor> supervisor,
      Iterable<? extends I> items,
      TaskFunction<? super I, ? extends T> function,
      StreamOptions options) {
    return AsyncStream.of(
        items,
        function,
        options,
        owner -> {
          Pid pid = startTask(supervisor, Node.current("asyncStream"), owner, options.shutdown());
          link(pid);
          return new Spawner.Spawned(pid, true);
        });
  }

  /**
   * Works on each item in a task under the supervisor that is linked to nobody else: its crash is a
   * result. Elixir: {@code async_stream_nolink/4}.
   */
  public static <I, T extends @Nullable Object> Stream<StreamResult<I, T>> asyncStreamNoLink(
      ServerRef<TaskSupervisor> supervisor,
      Iterable<? extends I> items,
      TaskFunction<? super I, ? extends T> function,
      StreamOptions options) {
    return AsyncStream.of(
        items,
        function,
        options,
        owner -> {
          Node node = Node.current("asyncStreamNoLink");
          return new Spawner.Spawned(startTask(supervisor, node, owner, options.shutdown()), false);
        });
  }

  // --- tasks without a reply

  /** Starts a temporary task that nobody waits for; any thread may. Elixir: start_child/2. */
  public static Pid startChild(ServerRef<TaskSupervisor> supervisor, Body code) {
    return startChild(supervisor, code, Restart.TEMPORARY, Shutdown.DEFAULT);
  }

  /**
   * Starts a task that nobody waits for; any thread may. Elixir: {@code start_child/3}.
   *
   * @param restart when it is run again
   * @param shutdown how the supervisor ends it
   * @throws ChildException if the supervisor has as many tasks as it may have
   */
  public static Pid startChild(
      ServerRef<TaskSupervisor> supervisor, Body code, Restart restart, Shutdown shutdown) {
    Node node = supervisor.node();
    return start(supervisor, node, LoneTask.of(node, code), restart, shutdown);
  }

  /**
   * Ends a task. Elixir: {@code terminate_child/2}.
   *
   * @throws ChildException if the supervisor has no such task
   */
  public static void terminateChild(ServerRef<TaskSupervisor> supervisor, Pid pid) {
    DynamicSupervisor.terminateChild(dynamic(supervisor), pid);
  }

  /** Returns its tasks, oldest first. Elixir: {@code children/1}, in no order. */
  public static List<Pid> children(ServerRef<TaskSupervisor> supervisor) {
    return DynamicSupervisor.whichChildren(dynamic(supervisor)).stream()
        .map(ChildInfo::pid)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Starts a task that waits to be told by its owner what to do. */
  private static Pid startTask(
      ServerRef<TaskSupervisor> supervisor, Node node, Pid owner, Shutdown shutdown) {
    Body task = new TaskBody(node, owner, false);
    return start(supervisor, node, task, Restart.TEMPORARY, shutdown);
  }

  private static Pid start(
      ServerRef<TaskSupervisor> supervisor,
      Node node,
      Body task,
      Restart restart,
      Shutdown shutdown) {
    ChildSpec<?> child =
        ChildSpec.child(
                "task",
                _ -> new StartResult.Started(node.spawn(task, TaskBody.OPTIONS.linked(true))),
                ChildType.WORKER)
            .restart(restart)
            .shutdown(shutdown);
    StartResult result = DynamicSupervisor.startChild(dynamic(supervisor), child);
    return result.started().orElseThrow(() -> new StartException("task", result));
  }

  @SuppressWarnings("unchecked") // the type parameter only says whom a reference leads to
  private static ServerRef<DynamicSupervisor> dynamic(ServerRef<TaskSupervisor> supervisor) {
    return (ServerRef<DynamicSupervisor>) (ServerRef<?>) supervisor;
  }

  @SuppressWarnings("unchecked") // as above
  private static ServerRef<TaskSupervisor> typed(ServerRef<DynamicSupervisor> supervisor) {
    return (ServerRef<TaskSupervisor>) (ServerRef<?>) supervisor;
  }
}
