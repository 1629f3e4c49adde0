package dev.dream.conformance;

import static dev.dream.conformance.World.JSON;

import dev.dream.genserver.Server;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The operations on a server. */
final class ServerOperations {

  private final World world;
  private final Step step;
  private final ChildSpecs specs;

  ServerOperations(World world, Step step) {
    this.world = world;
    this.step = step;
    specs = new ChildSpecs(world);
  }

  private ServerRef<Probe> server() {
    return world.dream.ref(step.to());
  }

  void cast() {
    server().cast(new Probe.Scripted(step.path("do")));
  }

  void stop() {
    server()
        .stop(
            step.has("reason") ? Reasons.of(step.get("reason")) : ExitReason.NORMAL,
            Script.timeout(step.path("timeout"), 5000));
  }

  JsonNode call() {
    ServerRef<Probe> server = server();
    return JSON.objectNode()
        .set(
            "reply",
            server.call(
                new Probe.Ask(step.path("do")), Script.timeout(step.path("timeout"), 5000)));
  }

  JsonNode start() throws Exception {
    String name = step.text("as");
    ChildSpec<?> spec = specs.spec(name, step.fields());
    if (!step.path("link").asBoolean(true)) {
      if (step.path("kind").asString("").equals("task")) {
        return shown(world, TaskOperations.start(world, name, step.fields()));
      }
      return shown(world, unlinked(name));
    }
    return shown(world, spec.start().start(spec.options()));
  }

  private StartResult unlinked(String name) {
    if (step.path("kind").asString("probe").equals("agent")) {
      return new AgentOperations(world, step).start(name);
    }
    try {
      Supplier<Server> server =
          step.path("kind").asString("probe").equals("statem")
              ? () -> new StatemProbe(world, name, step.fields())
              : () -> new Probe(world, name, step.fields());
      ServerRef<Server> ref = Server.start(server, specs.options(step.fields()));
      return new StartResult.Started(ref.pid().orElse((Pid) ref.address()));
    } catch (StartException failed) {
      return failed.result();
    }
  }

  static JsonNode shown(World world, StartResult result) {
    return switch (result) {
      case StartResult.Started(Pid pid) -> JSON.objectNode().put("ok", world.shown(pid));
      case StartResult.Ignored() -> StringNode.valueOf("ignore");
      case StartResult.AlreadyStarted(Pid pid) ->
          JSON.objectNode()
              .set("error", JSON.objectNode().put("already_started", world.shown(pid)));
      case StartResult.Failed(ExitReason reason, _) ->
          JSON.objectNode().set("error", Reasons.of(reason));
    };
  }
}
