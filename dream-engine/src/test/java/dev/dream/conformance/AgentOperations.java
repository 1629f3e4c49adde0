package dev.dream.conformance;

import static dev.dream.conformance.World.JSON;

import dev.dream.agent.Agent;
import dev.dream.agent.Agent.ValueAndState;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import java.time.Duration;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** The operations on an agent, whose functions are scripts. */
final class AgentOperations {

  private static final JsonNode STATE =
      JSON.objectNode().set("value", StringNode.valueOf("$state"));

  private final World world;
  private final Step step;

  AgentOperations(World world, Step step) {
    this.world = world;
    this.step = step;
  }

  static ChildSpec<?> spec(World world, String name, JsonNode fields) {
    return Agent.childSpec(name, first(world, name, fields));
  }

  private static Supplier<JsonNode> first(World world, String name, JsonNode fields) {
    return () -> {
      world.begin(name);
      JsonNode init = fields.path("init");
      Script script = performed(world, init, IntNode.valueOf(0));
      return init.has("value") ? script.value(init.get("value")) : IntNode.valueOf(0);
    };
  }

  JsonNode perform() throws Exception {
    return switch (step.text("op")) {
      case "agent_get" -> value(Agent.get(agent(), state -> run(get(), state).value(), timeout()));
      case "agent_get_and_update" ->
          value(Agent.getAndUpdate(agent(), state -> run(get(), state), timeout()));
      case "agent_update" -> {
        Agent.update(agent(), state -> run(step.path("do"), state).value(), timeout());
        yield Operations.OK;
      }
      case "agent_cast" -> {
        Agent.cast(agent(), state -> run(step.path("do"), state).value());
        yield Operations.OK;
      }
      case "agent_stop" -> {
        Agent.stop(
            agent(),
            step.has("reason") ? Reasons.of(step.get("reason")) : ExitReason.NORMAL,
            timeout());
        yield Operations.OK;
      }
      default -> throw world.skip("operation " + step.get("op"));
    };
  }

  /** Starts an agent without a link. */
  StartResult start(String name) {
    try {
      var agent =
          Agent.start(
              first(world, name, step.fields()), new ChildSpecs(world).options(step.fields()));
      return new StartResult.Started((Pid) agent.address());
    } catch (StartException failed) {
      return failed.result();
    }
  }

  private ServerRef<Agent<JsonNode>> agent() {
    return world.dream.ref(step.to());
  }

  private JsonNode get() {
    return step.has("do") ? step.get("do") : STATE;
  }

  private Duration timeout() {
    return Script.timeout(step.path("timeout"), 5000);
  }

  private static JsonNode value(JsonNode value) {
    return JSON.objectNode().set("value", value);
  }

  /** Runs a script in the agent: its value and the state that it set, or null for a bad return. */
  private ValueAndState<JsonNode, JsonNode> run(JsonNode json, JsonNode state) {
    Script script = performed(world, json, state);
    if (script.ret().equals("bad")) {
      return null;
    }
    return new ValueAndState<>(script.value(script.field("value")), script.state());
  }

  private static Script performed(World world, JsonNode json, JsonNode state) {
    Script script = new Script(world, json, null, state);
    try {
      script.perform();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return script;
  }
}
