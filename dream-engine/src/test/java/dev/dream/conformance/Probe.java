package dev.dream.conformance;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.Down;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.process.Timeout;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A scripted GenServer. */
final class Probe implements GenServer<JsonNode, Probe.Ask, Probe.Scripted> {

  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

  record Ask(JsonNode script) implements Call<Probe, JsonNode> {}

  record Scripted(JsonNode script) implements Cast<Probe> {}

  record Info(JsonNode script) {}

  private final World world;
  private final String name;
  private final JsonNode spec;
  private String self = "";

  Probe(World world, String name, JsonNode spec) {
    this.world = world;
    this.name = name;
    this.spec = spec;
  }

  @Override
  public InitResult<JsonNode> init() throws Exception {
    self = world.begin(name);
    world.log(self, "init");
    if (spec.path("trap").asBoolean(false)) {
      Processes.trapExit(true);
    }
    Script script = new Script(world, initScript(), null, Script.orNull(spec.get("state")));
    script.perform();
    return switch (script.ret()) {
      case "stop" -> stop(Reasons.of(script.field("reason")));
      case "ignore" -> ignore();
      case "bad" -> null;
      default -> {
        InitResult.Ok<JsonNode> started = ok(script.state());
        JsonNode then = script.field("then");
        yield then.has("timeout")
            ? started.timeoutAfter(millis(then))
            : then.has("continue") ? started.thenContinue(then.get("continue")) : started;
      }
    };
  }

  private JsonNode initScript() {
    return init(world, name, spec);
  }

  static JsonNode init(World world, String name, JsonNode spec) {
    JsonNode inits = spec.path("inits");
    if (inits.isArray()) {
      return inits.get(Math.min(world.count(name), inits.size()) - 1);
    }
    return spec.has("init") ? spec.get("init") : NOTHING;
  }

  @Override
  public CallResult<JsonNode> handleCall(Ask request, From from, JsonNode state) throws Exception {
    Script script = run("handle_call", request.script(), from, state);
    return switch (script.ret()) {
      case "noreply", "bad" -> next(script);
      case "stop" ->
          script.field("reply").isMissingNode()
              ? stop(reason(script), script.state())
              : reply(request, script.value(script.field("reply")), script.state())
                  .thenStop(reason(script));
      default -> {
        CallResult.Reply<JsonNode> reply =
            reply(request, script.value(script.field("value")), script.state());
        JsonNode then = script.field("then");
        yield then.has("timeout")
            ? reply.timeoutAfter(millis(then))
            : then.has("continue") ? reply.thenContinue(then.get("continue")) : reply;
      }
    };
  }

  @Override
  public CastResult<JsonNode> handleCast(Scripted event, JsonNode state) throws Exception {
    return next(run("handle_cast", event.script(), null, state));
  }

  @Override
  public CastResult<JsonNode> handleContinue(Object continuation, JsonNode state) throws Exception {
    return next(run("handle_continue", (JsonNode) continuation, null, state));
  }

  @Override
  public CastResult<JsonNode> handleInfo(Object message, JsonNode state) throws Exception {
    if (message instanceof Info(JsonNode script)) {
      return next(run("handle_info", script, null, state));
    }
    world.log(self, "handle_info", world.shown(message));
    String on =
        switch (message) {
          case Timeout _ -> "on_timeout";
          case Exit _ -> "on_exit";
          case Down _ -> "on_down";
          default -> "on_info";
        };
    JsonNode script =
        spec.has(on) ? spec.get(on) : spec.has("on_info") ? spec.get("on_info") : NOTHING;
    Script performed = new Script(world, script, null, state);
    performed.perform();
    return next(performed);
  }

  @Override
  public void terminate(ExitReason reason, JsonNode state) throws Exception {
    world.log(self, "terminate", Reasons.of(reason));
    new Script(world, spec.path("terminate"), null, state).perform();
  }

  private Script run(String callback, JsonNode json, From from, JsonNode state) throws Exception {
    if (json.has("tag")) {
      world.log(self, callback, json.get("tag"));
    } else {
      world.log(self, callback);
    }
    Script script = new Script(world, json, from, state);
    script.perform();
    return script;
  }

  private CastResult<JsonNode> next(Script script) {
    if (script.ret().equals("stop")) {
      return stop(reason(script), script.state());
    }
    if (script.ret().equals("bad")) {
      return null;
    }
    CastResult.NoReply<JsonNode> next = noReply(script.state());
    JsonNode then = script.field("then");
    return then.has("timeout")
        ? next.timeoutAfter(millis(then))
        : then.has("continue") ? next.thenContinue(then.get("continue")) : next;
  }

  private static ExitReason reason(Script script) {
    return Reasons.of(script.field("reason"));
  }

  private static Duration millis(JsonNode then) {
    return Duration.ofMillis(then.get("timeout").asLong());
  }
}
