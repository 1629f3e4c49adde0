package dev.dream.conformance;

import dev.dream.genserver.From;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.statem.Action;
import dev.dream.statem.Action.OnEnter;
import dev.dream.statem.EnterResult;
import dev.dream.statem.EventResult;
import dev.dream.statem.GenStateMachine;
import dev.dream.statem.StateEvent;
import dev.dream.statem.StateInit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** A scripted state machine. Its data are the state that scripts speak of. */
final class StatemProbe implements GenStateMachine<String, JsonNode, Probe.Ask, Probe.Scripted> {

  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  private final World world;
  private final String name;
  private final JsonNode spec;
  private final StatemActions actions = new StatemActions(this);
  private String self = "";

  StatemProbe(World world, String name, JsonNode spec) {
    this.world = world;
    this.name = name;
    this.spec = spec;
  }

  /** How an event is logged, and what it says. */
  private record Heard(String type, JsonNode script, @Nullable From from, @Nullable JsonNode what) {

    Heard(String type, Object script) {
      this(type, (JsonNode) script, null, null);
    }
  }

  @Override
  public StateInit<String, JsonNode> init() throws Exception {
    if (spec.path("trap").asBoolean(false)) {
      Processes.trapExit(true);
    }
    self = world.begin(name);
    world.log(self, "init");
    JsonNode data = spec.has("data") ? spec.get("data") : NullNode.instance;
    Script script = new Script(world, Probe.init(world, name, spec), null, data);
    script.perform();
    return switch (script.ret()) {
      case "stop" -> stop(Reasons.of(script.field("reason")));
      case "ignore" -> ignore();
      default -> ok(spec.get("state").asString(), script.state(), actions.of(script, null));
    };
  }

  @Override
  public EventResult<String, JsonNode> handleEvent(
      StateEvent<Probe.Ask, Probe.Scripted> event, String state, JsonNode data) throws Exception {
    Heard heard = heard(event);
    JsonNode json = heard.script();
    if (json.has("by_state")) {
      JsonNode byState = json.get("by_state");
      json = byState.has(state) ? byState.get(state) : byState.path("_");
    }
    JsonNode what = heard.what() == null ? json.get("tag") : heard.what();
    if (what == null) {
      world.log(self, "event", state, heard.type());
    } else {
      world.log(self, "event", state, heard.type(), what);
    }
    Script script = new Script(world, json, heard.from(), data);
    script.perform();
    return result(script, heard.from());
  }

  private Heard heard(StateEvent<Probe.Ask, Probe.Scripted> event) {
    return switch (event) {
      case StateEvent.Called(Probe.Ask(JsonNode script), From from) ->
          new Heard("call", script, from, null);
      case StateEvent.Casted(Probe.Scripted(JsonNode script)) -> new Heard("cast", script);
      case StateEvent.Info(Probe.Info(JsonNode script)) -> new Heard("info", script);
      case StateEvent.Info(Object message) ->
          new Heard(
              "info", spec.has("on_info") ? spec.get("on_info") : NOTHING, null, said(message));
      case StateEvent.Internal(Object script) -> new Heard("internal", script);
      case StateEvent.StateTimeout(Object script) -> new Heard("state_timeout", script);
      case StateEvent.EventTimeout(Object script) -> new Heard("timeout", script);
      case StateEvent.NamedTimeout(Object timer, Object script) ->
          new Heard("timer:" + timer, script);
    };
  }

  /** What the log shows of a message: nothing, if that is false or null. */
  private @Nullable JsonNode said(Object message) {
    JsonNode shown = world.shown(message);
    return shown.isNull() || shown.isBoolean() && !shown.asBoolean() ? null : shown;
  }

  private EventResult<String, JsonNode> result(Script script, @Nullable From from) {
    Action[] all = actions.of(script, from);
    return switch (script.ret()) {
      case "next" -> nextState(script.field("state").asString(), script.state(), all);
      case "repeat" -> repeatState(script.state(), all);
      case "stop" -> ending(script, from);
      case "bad" -> null;
      default -> keepState(script.state(), all);
    };
  }

  private EnterResult<String, JsonNode> ending(Script script, @Nullable From from) {
    ExitReason reason = Reasons.of(script.field("reason"));
    JsonNode reply = script.field("reply");
    return from == null || reply.isMissingNode()
        ? stop(reason, script.state())
        : stopAndReply(reason, List.of(actions.reply(script, from, reply)), script.state());
  }

  @Override
  public EnterResult<String, JsonNode> enter(String oldState, String state, JsonNode data)
      throws Exception {
    if (!spec.path("enter").asBoolean(false)) {
      return keepStateAndData();
    }
    world.log(self, "enter", state, oldState);
    Script script = new Script(world, spec.path("on_enter").path(state), null, data);
    script.perform();
    OnEnter[] all = actions.onEnter(script);
    return switch (script.ret()) {
      case "repeat" -> repeatState(script.state(), all);
      case "stop" -> ending(script, null);
      case "next" -> {
        if (!StringNode.valueOf(state).equals(script.field("state"))) {
          throw world.skip("another state from enter: Java's types rule it out");
        }
        yield keepState(script.state(), all);
      }
      default -> keepState(script.state(), all);
    };
  }

  @Override
  public void terminate(ExitReason reason, String state, JsonNode data) throws Exception {
    world.log(self, "terminate", Reasons.of(reason), state);
    new Script(world, spec.path("terminate"), null, data).perform();
  }
}
