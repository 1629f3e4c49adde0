package dev.dream.conformance;

import static dev.dream.conformance.World.JSON;

import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.PartitionSupervisor;
import dev.dream.supervisor.Supervisor;
import java.util.Comparator;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;

/** The operations on a partition supervisor. */
final class PartitionOperations {

  private final World world;
  private final Step step;

  PartitionOperations(World world, Step step) {
    this.world = world;
    this.step = step;
  }

  private Name name() {
    return new Name(step.text("sup"));
  }

  private ServerRef<PartitionSupervisor> supervisor() {
    return world.dream.ref(name());
  }

  JsonNode partitions() {
    return IntNode.valueOf(PartitionSupervisor.partitions(world.dream.node(), name()));
  }

  JsonNode whichChildren() {
    ArrayNode children = JSON.arrayNode();
    PartitionSupervisor.whichChildren(supervisor()).stream()
        .sorted(Comparator.comparing(child -> Integer.valueOf(child.id())))
        .map(this::shown)
        .forEach(children::add);
    return children;
  }

  private ArrayNode shown(ChildInfo child) {
    Pid pid = child.pid();
    return JSON.arrayNode()
        .add(Integer.parseInt(child.id()))
        .add(pid != null ? world.shown(pid) : child.restarting() ? "restarting" : "undefined")
        .add(child.type().name().toLowerCase(Locale.ROOT));
  }

  JsonNode countChildren() {
    return SupervisorOperations.shown(Supervisor.countChildren(supervisor()));
  }

  void stop() {
    supervisor()
        .stop(
            step.has("reason") ? Reasons.of(step.get("reason")) : ExitReason.NORMAL,
            Script.timeout(step.path("timeout"), 5000));
  }
}
