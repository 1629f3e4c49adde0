package dev.dream.conformance;

import dev.dream.genserver.GenServer;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.Processes;
import dev.dream.registry.RegistrySpec;
import dev.dream.supervisor.AutoShutdown;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.ChildType;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisor;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.SupervisorInit;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Builds the child specifications and trees that a scenario describes. */
final class ChildSpecs {

  private final World world;

  ChildSpecs(World world) {
    this.world = world;
  }

  ChildSpec<?> spec(JsonNode json) {
    String id = json.get("id").asString();
    return child(json.has("as") ? json.get("as").asString() : id, json).id(id);
  }

  /** The child with all that its specification says, and its process's name. */
  private ChildSpec<?> child(String name, JsonNode json) {
    ChildSpec<?> spec = spec(name, json);
    if (json.path("significant").asBoolean(false)) {
      spec = spec.significant();
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

  ChildSpec<?> spec(String name, JsonNode fields) {
    StartOptions options = options(fields);
    ChildSpec<?> spec =
        switch (fields.path("kind").asString("probe")) {
          case "probe" -> ChildSpec.worker(name, () -> new Probe(world, name, fields));
          case "statem" -> ChildSpec.worker(name, () -> new StatemProbe(world, name, fields));
          case "supervisor" -> ChildSpec.supervisor(name, () -> tree(name, fields));
          case "dynamic" -> ChildSpec.dynamicSupervisor(name, () -> dynamic(name, fields));
          case "agent" -> AgentOperations.spec(world, name, fields);
          case "partition" ->
              ChildSpec.child(
                  name,
                  given ->
                      begun(
                          name,
                          PartitionSupervisor.tryStartLink(partitions(fields), given.name(name))),
                  ChildType.SUPERVISOR);
          case "registry" -> registry(name, fields);
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
          case "task_supervisor" -> TaskOperations.supervisor(world, name, fields);
          case "task" -> TaskOperations.childSpec(world, name, fields);
          default -> throw world.skip("kind " + fields.get("kind"));
        };
    boolean isSupervisor = fields.path("type").asString("worker").equals("supervisor");
    return new ChildSpec<>(
        name,
        spec.start(),
        options,
        Restart.PERMANENT,
        isSupervisor ? Shutdown.INFINITY : Shutdown.DEFAULT,
        isSupervisor ? ChildType.SUPERVISOR : ChildType.WORKER,
        false,
        null);
  }

  /** A registry is called as it is registered, and has that name once it has started. */
  private ChildSpec<?> registry(String name, JsonNode fields) {
    RegistrySpec spec = world.registries.spec(name, fields);
    return ChildSpec.child(
        name,
        options -> {
          StartResult result = GenServer.tryStartLink(spec, options.name(name));
          result.started().ifPresent(pid -> world.begin(name, pid));
          return result;
        },
        ChildType.WORKER);
  }

  /** Begins a supervisor; returns whether its init script says ignore. */
  private boolean isIgnored(String name, JsonNode fields) {
    world.log(world.begin(name), "init");
    Script init = new Script(world, Probe.init(world, name, fields), null, NullNode.instance);
    try {
      init.perform();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return init.ret().equals("ignore");
  }

  /** A process that gets its name once it has started. */
  private StartResult begun(String name, StartResult result) {
    result.started().ifPresent(pid -> world.begin(name, pid));
    return result;
  }

  private PartitionSupervisorSpec partitions(JsonNode fields) {
    JsonNode child = fields.get("child");
    return PartitionSupervisorSpec.of(i -> child(child.get("id").asString() + "_" + i, child))
        .partitions(fields.get("partitions").asInt())
        .strategy(strategy(fields))
        .maxRestarts(
            fields.path("max_restarts").asInt(3),
            Duration.ofSeconds(fields.path("max_seconds").asInt(5)));
  }

  private static Strategy strategy(JsonNode fields) {
    return Strategy.valueOf(
        fields.path("strategy").asString("one_for_one").toUpperCase(Locale.ROOT));
  }

  private SupervisorInit<DynamicSupervisorSpec> dynamic(String name, JsonNode fields) {
    if (isIgnored(name, fields)) {
      return SupervisorInit.ignore();
    }
    return new DynamicSupervisorSpec(
        fields.path("max_restarts").asInt(3),
        Duration.ofSeconds(fields.path("max_seconds").asInt(5)),
        fields.path("max_children").asInt(DynamicSupervisorSpec.UNLIMITED));
  }

  private SupervisorInit<SupervisorSpec> tree(String name, JsonNode fields) {
    if (isIgnored(name, fields)) {
      return SupervisorInit.ignore();
    }
    List<ChildSpec<?>> children = new ArrayList<>();
    fields.path("children").forEach(child -> children.add(spec(child)));
    return new SupervisorSpec(
        strategy(fields),
        fields.path("max_restarts").asInt(3),
        Duration.ofSeconds(fields.path("max_seconds").asInt(5)),
        AutoShutdown.valueOf(
            fields.path("auto_shutdown").asString("never").toUpperCase(Locale.ROOT)),
        children);
  }

  private static String upper(JsonNode json) {
    return json.asString().toUpperCase(Locale.ROOT);
  }

  StartOptions options(JsonNode fields) {
    StartOptions options = StartOptions.DEFAULT;
    if (fields.has("name")) {
      options = options.name(world.name(fields.get("name")));
    }
    return fields.has("init_timeout")
        ? options.timeout(Duration.ofMillis(fields.get("init_timeout").asLong()))
        : options;
  }
}
