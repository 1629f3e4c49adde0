package dev.dream.conformance;

import static dev.dream.conformance.World.JSON;

import dev.dream.genserver.GenServer;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.Address;
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
import dev.dream.supervisor.ChildCounts;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.ChildType;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** One operation, in the acting process. */
final class Operations {

  private static final JsonNode OK = StringNode.valueOf("ok");

  private final World world;
  private final JsonNode step;

  Operations(World world, JsonNode step) {
    this.world = world;
    this.step = step;
  }

  static final class Uncaught extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Uncaught(Exception cause) {
      super(cause);
    }
  }

  JsonNode perform() throws Exception {
    return switch (step.get("op").asString()) {
      case "spawn" -> spawn(body -> Puppet.spawn(world, text("as"), flag("trap"), body));
      case "spawn_run" -> spawn(this::spawnScript);
      case "trap" -> BooleanNode.valueOf(Processes.trapExit(flag("value")));
      case "link" -> done(() -> Processes.link(world.resolved(step.get("to"))));
      case "unlink" -> done(() -> Processes.unlink(world.resolved(step.get("to"))));
      case "links" -> links();
      case "monitor" -> done(() -> world.monitor(text("ref"), Processes.monitor(to())));
      case "demonitor" -> demonitor();
      case "send" -> done(() -> Processes.send(to(), step.get("msg")));
      case "exit_signal" ->
          done(
              () -> Processes.exit(world.resolved(step.get("to")), Reasons.of(step.get("reason"))));
      case "exit" -> throw new Uncaught(new ExitException(Reasons.of(step.get("reason"))));
      case "raise", "throw" -> throw new Uncaught(new Script.ScriptedException(text("msg")));
      case "register" ->
          done(
              () ->
                  Processes.register(
                      text("name"), step.has("of") ? world.pid(text("of")) : Processes.self()));
      case "unregister" -> done(() -> Processes.unregister(text("name")));
      case "whereis" ->
          Processes.whereis(text("name"))
              .<JsonNode>map(pid -> StringNode.valueOf(world.shown(pid)))
              .orElse(NullNode.instance);
      case "registered_name" ->
          world
              .dream
              .info(world.resolved(step.get("to")))
              .flatMap(ProcessInfo::name)
              .<JsonNode>map(StringNode::valueOf)
              .orElse(NullNode.instance);
      case "mailbox" -> mailbox();
      case "receive" -> receive();
      case "send_after" ->
          done(
              () ->
                  world.timer(
                      text("ref"), Processes.sendAfter(to(), step.get("msg"), millis("ms"))));
      case "start_timer" ->
          done(
              () ->
                  world.timer(
                      text("ref"), Processes.startTimer(to(), step.get("msg"), millis("ms"))));
      case "cancel_timer" ->
          BooleanNode.valueOf(Processes.cancelTimer(world.timers.get(text("ref"))).isPresent());
      case "read_timer" ->
          BooleanNode.valueOf(Processes.readTimer(world.timers.get(text("ref"))).isPresent());
      case "burst" -> burst();
      case "start" -> start();
      case "call" -> call();
      case "cast" -> done(() -> server().cast(new Probe.Scripted(step.get("do"))));
      case "info" -> done(() -> Processes.send(to(), new Probe.Info(step.get("do"))));
      case "reply" -> done(() -> Script.reply(world.froms.get(text("from")), step.get("value")));
      case "stop" ->
          done(
              () ->
                  server()
                      .stop(
                          step.has("reason") ? Reasons.of(step.get("reason")) : ExitReason.NORMAL,
                          Script.timeout(step.path("timeout"), 5000)));
      case "start_child" ->
          child(() -> startResult(Supervisor.startChild(supervisor(), spec(step.get("spec")))));
      case "restart_child" ->
          child(() -> startResult(Supervisor.restartChild(supervisor(), text("id"))));
      case "terminate_child" ->
          child(() -> done(() -> Supervisor.terminateChild(supervisor(), text("id"))));
      case "delete_child" ->
          child(() -> done(() -> Supervisor.deleteChild(supervisor(), text("id"))));
      case "which_children" -> whichChildren();
      case "count_children" -> counts(Supervisor.countChildren(supervisor()));
      default -> throw skipped("operation " + step.get("op"));
    };
  }

  /** Leaves the scenario: it needs what the engine does not have yet. */
  private RuntimeException skipped(String what) {
    world.skip(what);
    return new UnsupportedOperationException(what);
  }

  private interface Action {
    void run();
  }

  private static JsonNode done(Action action) {
    action.run();
    return OK;
  }

  private String text(String field) {
    return step.get(field).asString();
  }

  private boolean flag(String field) {
    return step.path(field).asBoolean(false);
  }

  private Duration millis(String field) {
    return Duration.ofMillis(step.get(field).asLong());
  }

  private Address to() {
    return world.target(step.get("to"));
  }

  private ServerRef<Probe> server() {
    return world.dream.ref(to());
  }

  private ServerRef<Supervisor> supervisor() {
    return world.dream.ref(world.target(step.get("sup")));
  }

  private JsonNode spawn(Function<Function<Body, Pid>, Pid> how) {
    if (step.has("monitor")) {
      var unused =
          how.apply(
              body -> {
                Monitored started = Processes.spawnMonitor(body);
                world.monitor(text("monitor"), started.ref());
                return started.pid();
              });
    } else {
      var unused = how.apply(flag("link") ? Processes::spawnLink : Processes::spawn);
    }
    return OK;
  }

  private Pid spawnScript(Function<Body, Pid> how) {
    String name = text("as");
    JsonNode script = step.get("do");
    return how.apply(
        () -> {
          world.begin(name);
          new Script(world, script, null, NullNode.instance).perform();
        });
  }

  private JsonNode links() {
    ArrayNode names = JSON.arrayNode();
    world.dream.info(world.resolved(step.get("to"))).orElseThrow().links().stream()
        .map(world::shown)
        .sorted()
        .forEach(names::add);
    return names;
  }

  private JsonNode demonitor() {
    Ref ref = world.monitors.get(text("ref"));
    boolean active = flag("flush") ? Processes.demonitorFlush(ref) : Processes.demonitor(ref);
    return BooleanNode.valueOf(!flag("info") || active);
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
                          && world.shown(exit.from()).equals(match.get("exit").asString())
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

  private JsonNode call() {
    ServerRef<Probe> server = server();
    return JSON.objectNode()
        .set(
            "reply",
            server.call(new Probe.Ask(step.get("do")), Script.timeout(step.path("timeout"), 5000)));
  }

  private JsonNode start() throws Exception {
    String name = text("as");
    ChildSpec<?> spec = spec(name, step);
    if (!step.path("link").asBoolean(true)) {
      return startResult(unlinked(name));
    }
    return startResult(spec.start().start(spec.options()));
  }

  private StartResult unlinked(String name) {
    try {
      ServerRef<Probe> ref = GenServer.start(() -> new Probe(world, name, step), options(step));
      return new StartResult.Started(ref.pid().orElse((Pid) ref.address()));
    } catch (StartException failed) {
      return failed.result();
    }
  }

  private StartOptions options(JsonNode fields) {
    StartOptions options = StartOptions.DEFAULT;
    if (fields.has("name")) {
      if (!fields.get("name").isString()) {
        throw skipped("via name");
      }
      options = options.name(fields.get("name").asString());
    }
    return fields.has("init_timeout")
        ? options.timeout(Duration.ofMillis(fields.get("init_timeout").asLong()))
        : options;
  }

  private ChildSpec<?> spec(JsonNode json) {
    String id = json.get("id").asString();
    ChildSpec<?> spec = spec(json.has("as") ? json.get("as").asString() : id, json).id(id);
    if (json.has("significant")) {
      throw skipped("significant");
    }
    if (json.has("restart")) {
      spec = spec.restart(Restart.valueOf(upper(json.get("restart"))));
    }
    if (json.has("shutdown")) {
      JsonNode shutdown = json.get("shutdown");
      spec =
          spec.shutdown(
              shutdown.isNumber()
                  ? new Shutdown.Within(Duration.ofMillis(shutdown.asLong()))
                  : shutdown.asString().equals("infinity")
                      ? Shutdown.INFINITY
                      : Shutdown.BRUTAL_KILL);
    }
    return spec;
  }

  private ChildSpec<?> spec(String name, JsonNode fields) {
    StartOptions options = options(fields);
    ChildSpec<?> spec =
        switch (fields.path("kind").asString("probe")) {
          case "probe" -> ChildSpec.worker(name, () -> new Probe(world, name, fields));
          case "supervisor" -> ChildSpec.supervisor(name, () -> tree(name, fields));
          case "puppet" ->
              ChildSpec.child(
                  name,
                  _ ->
                      new StartResult.Started(
                          Puppet.spawn(
                              world,
                              name,
                              fields.path("trap").asBoolean(false),
                              Processes::spawnLink)),
                  ChildType.WORKER);
          default -> throw skipped("kind " + fields.get("kind"));
        };
    boolean isSupervisor = fields.path("type").asString("worker").equals("supervisor");
    return new ChildSpec<>(
        name,
        spec.start(),
        options,
        Restart.PERMANENT,
        isSupervisor ? Shutdown.INFINITY : Shutdown.DEFAULT,
        isSupervisor ? ChildType.SUPERVISOR : ChildType.WORKER);
  }

  private SupervisorSpec tree(String name, JsonNode fields) {
    String self = world.begin(name);
    world.log(self, "init");
    JsonNode init = Probe.init(world, name, fields);
    if (init.path("ret").asString("").equals("ignore") || fields.has("auto_shutdown")) {
      throw skipped("supervisor ignore or auto_shutdown");
    }
    try {
      new Script(world, init, null, NullNode.instance).perform();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    List<ChildSpec<?>> children = new ArrayList<>();
    fields.path("children").forEach(child -> children.add(spec(child)));
    return new SupervisorSpec(
        Strategy.valueOf(fields.path("strategy").asString("one_for_one").toUpperCase(Locale.ROOT)),
        fields.path("max_restarts").asInt(3),
        Duration.ofSeconds(fields.path("max_seconds").asInt(5)),
        children);
  }

  private static String upper(JsonNode json) {
    return json.asString().toUpperCase(Locale.ROOT);
  }

  private JsonNode startResult(StartResult result) {
    return switch (result) {
      case StartResult.Started(Pid pid) -> JSON.objectNode().put("ok", world.shown(pid));
      case StartResult.Ignored() ->
          step.get("op").asString().equals("start")
              ? StringNode.valueOf("ignore")
              : JSON.objectNode().put("ok", "undefined");
      case StartResult.AlreadyStarted(Pid pid) ->
          JSON.objectNode()
              .set("error", JSON.objectNode().put("already_started", world.shown(pid)));
      case StartResult.Failed(ExitReason reason) ->
          JSON.objectNode().set("error", Reasons.of(reason));
    };
  }

  private interface ChildAction {
    JsonNode run();
  }

  private static JsonNode child(ChildAction action) {
    try {
      return action.run();
    } catch (ChildException refused) {
      return JSON.objectNode().put("error", refused.refusal().name().toLowerCase(Locale.ROOT));
    }
  }

  private JsonNode whichChildren() {
    ArrayNode children = JSON.arrayNode();
    for (ChildInfo child : Supervisor.whichChildren(supervisor())) {
      Pid pid = child.pid();
      children.add(
          JSON.arrayNode()
              .add(child.id())
              .add(pid != null ? world.shown(pid) : child.restarting() ? "restarting" : "undefined")
              .add(child.type().name().toLowerCase(Locale.ROOT)));
    }
    return children;
  }

  private static JsonNode counts(ChildCounts counts) {
    return JSON.objectNode()
        .put("specs", counts.specs())
        .put("active", counts.active())
        .put("supervisors", counts.supervisors())
        .put("workers", counts.workers());
  }
}
