package dev.dream.conformance;

import static dev.dream.conformance.World.JSON;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartResult;
import dev.dream.process.Body;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Shutdown;
import dev.dream.task.OnTimeout;
import dev.dream.task.StreamOptions;
import dev.dream.task.StreamResult;
import dev.dream.task.Task;
import dev.dream.task.TaskFunction;
import dev.dream.task.TaskResult;
import dev.dream.task.TaskSupervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;

/** The operations on tasks. */
final class TaskOperations {

  private static final int DEFAULT_TIMEOUT = 5000;
  private static final Duration RUNS_WITHIN = Duration.ofSeconds(1);

  private static final String FULL =
      "reached the maximum number of tasks for this task supervisor. The maximum number of tasks"
          + " that are allowed to run at the same time under this supervisor can be configured with"
          + " the :max_children option passed to Task.Supervisor.start_link/1";

  private static final String FULL_STREAM =
      ". When using async_stream or async_stream_nolink, make sure to configure :max_concurrency to"
          + " be lower or equal to :max_children and pay attention to whether other tasks are also"
          + " spawned under the same task supervisor.";

  private final World world;
  private final Step step;

  TaskOperations(World world, Step step) {
    this.world = world;
    this.step = step;
  }

  static ChildSpec<?> childSpec(World world, String name, JsonNode fields) {
    ChildSpec<?> spec =
        begun(world, name, Task.childSpec(name, body(world, name, fields.path("do"))));
    return ChildSpec.child(
        name,
        options -> {
          StartResult result = spec.start().start(options);
          result.started().ifPresent(pid -> awaitRun(world, pid));
          return result;
        },
        spec.type());
  }

  /**
   * Waits until a task has said that it runs: on the BEAM it does before its name is written down.
   */
  private static void awaitRun(World world, Pid task) {
    long deadline = System.nanoTime() + RUNS_WITHIN.toNanos();
    while (!world.running.contains(task)
        && world.dream.alive(task)
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(RUNS_WITHIN.toNanos() / 10_000);
    }
  }

  /** Names the process once its start has succeeded. */
  private static ChildSpec<?> begun(World world, String name, ChildSpec<?> spec) {
    return ChildSpec.child(
        name,
        options -> {
          StartResult result = spec.start().start(options);
          result.started().ifPresent(pid -> world.begin(name, pid));
          return result;
        },
        spec.type());
  }

  /** Starts a task that is linked to nobody. */
  static StartResult start(World world, String name, JsonNode fields) {
    Pid pid = Task.start(body(world, name, fields.path("do")));
    world.begin(name, pid);
    awaitRun(world, pid);
    return new StartResult.Started(pid);
  }

  private static Body body(World world, String name, JsonNode script) {
    return () -> {
      var unused = code(world, name, script).call();
    };
  }

  private static Callable<JsonNode> code(World world, String name, JsonNode script) {
    return () -> {
      world.log(world.begin(name), "run");
      world.running.add(Processes.self());
      Script running = new Script(world, script, null, NullNode.instance);
      running.perform();
      return running.value(running.field("value"));
    };
  }

  void async() {
    String name = step.text("as");
    Callable<JsonNode> code = code(world, name, step.path("do"));
    world.task(name, step.has("sup") ? supervised(code) : Task.async(code));
  }

  private Task<JsonNode> supervised(Callable<JsonNode> code) {
    Shutdown shutdown = how(step.path("shutdown"));
    try {
      return step.flag("nolink")
          ? TaskSupervisor.asyncNoLink(supervisor(), code, shutdown)
          : TaskSupervisor.async(supervisor(), code, shutdown);
    } catch (ChildException full) {
      throw new IllegalStateException(FULL, full);
    }
  }

  JsonNode startChild() {
    String name = step.text("as");
    Body body = body(world, name, step.path("do"));
    String restart = step.path("restart").asString("temporary").toUpperCase(Locale.ROOT);
    return SupervisorOperations.orRefusal(
        () -> {
          Pid pid =
              TaskSupervisor.startChild(
                  supervisor(), body, Restart.valueOf(restart), how(step.path("shutdown")));
          world.begin(name, pid);
          return ServerOperations.shown(world, new StartResult.Started(pid));
        });
  }

  JsonNode terminateChild() {
    return SupervisorOperations.orRefusal(
        () -> {
          TaskSupervisor.terminateChild(supervisor(), world.resolved(step.get("child")));
          return Operations.OK;
        });
  }

  JsonNode children() {
    ArrayNode names = JSON.arrayNode();
    TaskSupervisor.children(supervisor()).stream().map(world::shown).sorted().forEach(names::add);
    return names;
  }

  private ServerRef<TaskSupervisor> supervisor() {
    return world.dream.ref(world.target(step.get("sup")));
  }

  static ChildSpec<?> supervisor(World world, String name, JsonNode fields) {
    ChildSpec<?> spec =
        TaskSupervisor.childSpec(
            name,
            new DynamicSupervisorSpec(
                fields.path("max_restarts").asInt(3),
                Duration.ofSeconds(fields.path("max_seconds").asInt(5)),
                fields.path("max_children").asInt(DynamicSupervisorSpec.UNLIMITED)));
    return begun(world, name, spec);
  }

  private record Item(String name, JsonNode script) {}

  /** Collects the results; one that fails is left open, as Enum leaves it. */
  JsonNode asyncStream() {
    List<Item> items = new ArrayList<>();
    step.get("items")
        .forEach(script -> items.add(new Item(step.text("as") + (items.size() + 1), script)));
    Stream<StreamResult<Item, JsonNode>> stream = stream(items);
    ArrayNode results = JSON.arrayNode();
    try {
      stream
          .limit(step.path("take").asLong(Long.MAX_VALUE))
          .forEachOrdered(result -> results.add(shown(result)));
    } catch (ChildException full) {
      throw new IllegalStateException(FULL + FULL_STREAM, full);
    }
    stream.close();
    return results;
  }

  private Stream<StreamResult<Item, JsonNode>> stream(List<Item> items) {
    TaskFunction<Item, JsonNode> function = item -> code(world, item.name(), item.script()).call();
    if (!step.has("sup")) {
      return Task.asyncStream(items, function, streamOptions());
    }
    return step.flag("nolink")
        ? TaskSupervisor.asyncStreamNoLink(supervisor(), items, function, streamOptions())
        : TaskSupervisor.asyncStream(supervisor(), items, function, streamOptions());
  }

  private StreamOptions streamOptions() {
    StreamOptions byDefault = StreamOptions.DEFAULT;
    return new StreamOptions(
        step.path("max_concurrency").asInt(byDefault.maxConcurrency()),
        step.path("ordered").asBoolean(true),
        timeout(),
        step.path("on_timeout").asString("").equals("kill_task")
            ? OnTimeout.KILL_TASK
            : OnTimeout.EXIT,
        how(step.path("shutdown")));
  }

  private static JsonNode shown(StreamResult<Item, JsonNode> result) {
    return switch (result) {
      case StreamResult.Ok<Item, JsonNode>(JsonNode value) -> JSON.objectNode().set("ok", value);
      case StreamResult.Exit<Item, JsonNode>(_, ExitReason reason) ->
          JSON.objectNode().set("exit", Reasons.of(reason));
    };
  }

  JsonNode await() {
    return JSON.objectNode().set("value", task().await(timeout()));
  }

  JsonNode awaitMany() {
    ArrayNode values = JSON.arrayNode();
    Task.awaitMany(tasks(), timeout()).forEach(values::add);
    return JSON.objectNode().set("value", values);
  }

  JsonNode yieldOne() {
    return shown(task().yield(timeout()));
  }

  JsonNode yieldMany() {
    ArrayNode results = JSON.arrayNode();
    Task.yieldMany(tasks(), timeout()).forEach(result -> results.add(shown(result)));
    return results;
  }

  JsonNode shutdown() {
    return shown(task().shutdown(how(step.path("timeout"))));
  }

  JsonNode ignore() {
    return shown(task().ignore());
  }

  private Task<JsonNode> task() {
    return world.tasks.get(step.text("task"));
  }

  private List<Task<JsonNode>> tasks() {
    List<Task<JsonNode>> tasks = new ArrayList<>();
    step.get("tasks").forEach(name -> tasks.add(world.tasks.get(name.asString())));
    return tasks;
  }

  private Duration timeout() {
    return Script.timeout(step.path("timeout"), DEFAULT_TIMEOUT);
  }

  private static Shutdown how(JsonNode json) {
    return json.asString("").equals("brutal_kill")
        ? Shutdown.BRUTAL_KILL
        : new Shutdown.Within(Script.timeout(json, DEFAULT_TIMEOUT));
  }

  private static JsonNode shown(TaskResult<JsonNode> result) {
    return switch (result) {
      case TaskResult.Ok<JsonNode>(JsonNode value) -> JSON.objectNode().set("ok", value);
      case TaskResult.Exit<JsonNode>(ExitReason reason) ->
          JSON.objectNode().set("exit", Reasons.of(reason));
      case TaskResult.None<JsonNode>() -> NullNode.instance;
    };
  }
}
