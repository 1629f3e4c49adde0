package dev.dream.conformance;

import static dev.dream.conformance.World.JSON;

import dev.dream.genserver.ServerRef;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.ChildCounts;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.DynamicSupervisor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The operations on a dynamic supervisor. */
final class DynamicOperations {

  private final World world;
  private final Step step;

  DynamicOperations(World world, Step step) {
    this.world = world;
    this.step = step;
  }

  private ServerRef<DynamicSupervisor> supervisor() {
    return world.dream.ref(world.target(step.get("sup")));
  }

  boolean isOnDynamicSupervisor() {
    return world
        .dream
        .info(world.resolved(step.get("sup")))
        .map(ProcessInfo::module)
        .filter("DynamicSupervisor"::equals)
        .isPresent();
  }

  JsonNode startChild() {
    return SupervisorOperations.orRefusal(
        () ->
            ServerOperations.shown(
                world,
                DynamicSupervisor.startChild(
                    supervisor(), new ChildSpecs(world).spec(step.get("spec")))));
  }

  JsonNode terminateChild() {
    return SupervisorOperations.orRefusal(
        () -> {
          DynamicSupervisor.terminateChild(supervisor(), world.resolved(step.get("child")));
          return Operations.OK;
        });
  }

  JsonNode whichChildren() {
    List<ChildInfo> children = DynamicSupervisor.whichChildren(supervisor());
    ArrayNode shown = JSON.arrayNode();
    children.stream()
        .map(
            child ->
                JSON.arrayNode()
                    .add(shown(child.pid()))
                    .add(child.type().name().toLowerCase(Locale.ROOT)))
        .sorted(Comparator.comparing(child -> child.get(0).asString()))
        .forEach(shown::add);
    return shown;
  }

  ChildCounts countChildren() {
    return DynamicSupervisor.countChildren(supervisor());
  }

  private String shown(Pid pid) {
    return pid == null ? "restarting" : world.shown(pid);
  }
}
