package dev.dream.conformance;

import static dev.dream.conformance.World.JSON;

import dev.dream.process.Body;
import dev.dream.process.Down;
import dev.dream.process.Exit;
import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;
import dev.dream.process.Monitored;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.process.Timeout;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** One operation, in the acting process. */
final class Operations {

  static final JsonNode OK = StringNode.valueOf("ok");

  private final World world;
  private final Step step;
  private final ServerOperations servers;
  private final SupervisorOperations supervisors;
  private final TaskOperations tasks;
  private final DynamicOperations dynamics;
  private final PartitionOperations partitions;

  Operations(World world, JsonNode fields) {
    this.world = world;
    step = new Step(world, fields);
    servers = new ServerOperations(world, step);
    supervisors = new SupervisorOperations(world, step);
    tasks = new TaskOperations(world, step);
    dynamics = new DynamicOperations(world, step);
    partitions = new PartitionOperations(world, step);
  }

  static final class Uncaught extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Uncaught(Exception cause) {
      super(cause);
    }
  }

  JsonNode perform() throws Exception {
    return switch (step.text("op")) {
      case "spawn" -> spawn(body -> Puppet.spawn(world, step.text("as"), step.flag("trap"), body));
      case "spawn_run" -> spawn(this::spawnScript);
      case "trap" -> BooleanNode.valueOf(Processes.trapExit(step.flag("value")));
      case "link" -> done(() -> Processes.link(step.resolved()));
      case "unlink" -> done(() -> Processes.unlink(step.resolved()));
      case "links" -> links();
      case "monitor" -> done(() -> world.monitor(step.text("ref"), Processes.monitor(step.to())));
      case "demonitor" -> demonitor();
      case "send" -> done(() -> Processes.send(step.to(), Script.orNull(step.get("msg"))));
      case "exit_signal" -> exitSignal();
      case "exit" -> throw new Uncaught(new ExitException(Reasons.of(step.get("reason"))));
      case "raise", "throw" -> throw new Uncaught(new Script.ScriptedException(step.text("msg")));
      case "register" ->
          done(
              () ->
                  Processes.register(
                      step.text("name"),
                      step.has("of") ? world.pid(step.text("of")) : Processes.self()));
      case "unregister" -> done(() -> Processes.unregister(step.text("name")));
      case "whereis" ->
          Processes.resolve(world.name(step.get("name")))
              .<JsonNode>map(pid -> StringNode.valueOf(world.shown(pid)))
              .orElse(NullNode.instance);
      case "registered_name" ->
          world
              .dream
              .info(step.resolved())
              .flatMap(ProcessInfo::name)
              .<JsonNode>map(StringNode::valueOf)
              .orElse(NullNode.instance);
      case "mailbox" -> mailbox();
      case "receive" -> receive();
      case "send_after" ->
          done(
              () ->
                  world.timer(
                      step.text("ref"),
                      Processes.sendAfter(
                          step.to(), Script.orNull(step.get("msg")), step.millis("ms"))));
      case "start_timer" ->
          done(
              () ->
                  world.timer(
                      step.text("ref"),
                      Processes.startTimer(
                          step.to(), Script.orNull(step.get("msg")), step.millis("ms"))));
      case "cancel_timer" ->
          BooleanNode.valueOf(
              Processes.cancelTimer(world.timers.get(step.text("ref"))).isPresent());
      case "read_timer" ->
          BooleanNode.valueOf(Processes.readTimer(world.timers.get(step.text("ref"))).isPresent());
      case "burst" -> burst();
      case "start" -> servers.start();
      case "call" -> servers.call();
      case "cast" -> done(servers::cast);
      case "info" -> done(() -> Processes.send(step.to(), new Probe.Info(step.path("do"))));
      case "reply" ->
          done(() -> Script.reply(world.froms.get(step.text("from")), step.get("value")));
      case "stop" -> done(servers::stop);
      case "start_child" -> supervisors.startChild();
      case "restart_child" -> supervisors.restartChild();
      case "terminate_child" -> supervisors.terminateChild();
      case "delete_child" -> supervisors.deleteChild();
      case "which_children" -> supervisors.whichChildren();
      case "count_children" -> supervisors.countChildren();
      case "task_async" -> done(tasks::async);
      case "task_await" -> tasks.await();
      case "task_await_many" -> tasks.awaitMany();
      case "task_yield" -> tasks.yieldOne();
      case "task_yield_many" -> tasks.yieldMany();
      case "task_shutdown" -> tasks.shutdown();
      case "task_ignore" -> tasks.ignore();
      case "task_start_child" -> tasks.startChild();
      case "task_terminate_child" -> tasks.terminateChild();
      case "task_children" -> tasks.children();
      case "async_stream" -> tasks.asyncStream();
      case "dyn_start_child" -> dynamics.startChild();
      case "dyn_terminate_child" -> dynamics.terminateChild();
      case "dyn_which_children" -> dynamics.whichChildren();
      case "agent_get", "agent_get_and_update", "agent_update", "agent_cast", "agent_stop" ->
          new AgentOperations(world, step).perform();
      case "part_partitions" -> partitions.partitions();
      case "part_which_children" -> partitions.whichChildren();
      case "part_count_children" -> partitions.countChildren();
      case "part_stop" -> done(partitions::stop);
      case "reg_register",
          "reg_unregister",
          "reg_unregister_match",
          "reg_lookup",
          "reg_match",
          "reg_values",
          "reg_keys",
          "reg_count",
          "reg_update_value",
          "reg_dispatch",
          "reg_put_meta",
          "reg_meta" ->
          new RegistryOperations(world, step).perform();
      default -> throw world.skip("operation " + step.get("op"));
    };
  }

  interface Action {
    void run();
  }

  static JsonNode done(Action action) {
    action.run();
    return OK;
  }

  private JsonNode spawn(Function<Function<Body, Pid>, Pid> how) {
    if (step.has("monitor")) {
      var unused =
          how.apply(
              body -> {
                Monitored started = Processes.spawnMonitor(body);
                world.monitor(step.text("monitor"), started.ref());
                return started.pid();
              });
    } else {
      var unused = how.apply(step.flag("link") ? Processes::spawnLink : Processes::spawn);
    }
    return OK;
  }

  private Pid spawnScript(Function<Body, Pid> how) {
    String name = step.text("as");
    JsonNode script = step.path("do");
    return how.apply(
        () -> {
          world.begin(name);
          new Script(world, script, null, NullNode.instance).perform();
        });
  }

  /** Once it is sent this is done, also if the actor ends of what comes back. */
  private JsonNode exitSignal() {
    Pid target = step.resolved();
    Pid self = Processes.self();
    ExitReason reason = Reasons.of(step.get("reason"));
    try {
      Processes.exit(target, reason);
    } catch (ExitException ended) {
      if (target.equals(self)) {
        throw ended;
      }
    }
    return OK;
  }

  private JsonNode links() {
    ArrayNode names = JSON.arrayNode();
    world.dream.info(step.resolved()).orElseThrow().links().stream()
        .map(world::shown)
        .sorted()
        .forEach(names::add);
    return names;
  }

  private JsonNode demonitor() {
    Ref ref = world.monitors.get(step.text("ref"));
    boolean active = step.flag("flush") ? Processes.demonitorFlush(ref) : Processes.demonitor(ref);
    return BooleanNode.valueOf(!step.flag("info") || active);
  }

  private JsonNode mailbox() {
    ArrayNode messages = JSON.arrayNode();
    while (true) {
      Object message = Processes.receive(Operations::isMessage, Duration.ZERO);
      if (message instanceof Timeout) {
        return messages;
      }
      messages.add(world.shown(message));
    }
  }

  private static boolean isMessage(Object message) {
    return !(message instanceof Puppet.Command);
  }

  private JsonNode receive() {
    Predicate<Object> fits = Operations::isMessage;
    JsonNode match = step.get("match");
    if (match != null) {
      fits =
          message ->
              match.isObject() && match.has("down")
                  ? message instanceof Down down
                      && down.ref().equals(world.monitors.get(match.get("down").asString()))
                  : match.isObject() && match.has("exit")
                      ? message instanceof Exit exit
                          && exit.from().equals(world.pid(match.get("exit").asString()))
                      : match.equals(message);
    }
    Object message = Processes.receive(fits, Script.timeout(step.path("timeout"), 0));
    return message instanceof Timeout ? StringNode.valueOf("after") : world.shown(message);
  }

  private JsonNode burst() throws Exception {
    for (JsonNode op : step.get("ops")) {
      new Operations(world, op).perform();
    }
    return OK;
  }
}
