package dev.dream.conformance;

import static dev.dream.conformance.World.JSON;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartResult;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildCounts;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.Supervisor;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The operations on a supervisor. */
final class SupervisorOperations {

  private final World world;
  private final Step step;

  SupervisorOperations(World world, Step step) {
    this.world = world;
    this.step = step;
  }

  private ServerRef<Supervisor> supervisor() {
    return world.dream.ref(world.target(step.get("sup")));
  }

  JsonNode startChild() {
    return orRefusal(
        () ->
            shown(
                Supervisor.startChild(supervisor(), new ChildSpecs(world).spec(step.get("spec")))));
  }

  JsonNode restartChild() {
    return orRefusal(() -> shown(Supervisor.restartChild(supervisor(), step.text("id"))));
  }

  JsonNode terminateChild() {
    return orRefusal(
        () -> {
          Supervisor.terminateChild(supervisor(), step.text("id"));
          return Operations.OK;
        });
  }

  JsonNode deleteChild() {
    return orRefusal(
        () -> {
          Supervisor.deleteChild(supervisor(), step.text("id"));
          return Operations.OK;
        });
  }

  JsonNode whichChildren() {
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

  JsonNode countChildren() {
    DynamicOperations dynamic = new DynamicOperations(world, step);
    ChildCounts counts =
        dynamic.isOnDynamicSupervisor()
            ? dynamic.countChildren()
            : Supervisor.countChildren(supervisor());
    return shown(counts);
  }

  static JsonNode shown(ChildCounts counts) {
    return JSON.objectNode()
        .put("specs", counts.specs())
        .put("active", counts.active())
        .put("supervisors", counts.supervisors())
        .put("workers", counts.workers());
  }

  /** A child that is ignored is a success without a pid; only a server's own start says so. */
  private JsonNode shown(StartResult result) {
    return result instanceof StartResult.Ignored
        ? JSON.objectNode().put("ok", "undefined")
        : ServerOperations.shown(world, result);
  }

  static JsonNode orRefusal(Supplier<JsonNode> request) {
    try {
      return request.get();
    } catch (ChildException refused) {
      return JSON.objectNode().put("error", refused.refusal().name().toLowerCase(Locale.ROOT));
    }
  }
}
