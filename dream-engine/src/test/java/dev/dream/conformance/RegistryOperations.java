package dev.dream.conformance;

import static dev.dream.conformance.World.JSON;

import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.registry.DuplicateRegistry;
import dev.dream.registry.Entry;
import dev.dream.registry.RegisterResult;
import dev.dream.registry.Registry;
import dev.dream.registry.RegistrySpec;
import dev.dream.registry.UniqueRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.StringNode;

/** The operations on a registry. */
final class RegistryOperations {

  private final World world;
  private final Step step;

  RegistryOperations(World world, Step step) {
    this.world = world;
    this.step = step;
  }

  /** The registries of a scenario; one that was never started counts as unique. */
  static final class Known {

    private final Map<String, RegistrySpec.Keys> keys = new ConcurrentHashMap<>();

    RegistrySpec spec(String name, JsonNode fields) {
      RegistrySpec spec =
          fields.path("keys").asString("unique").equals("unique")
              ? RegistrySpec.unique()
              : RegistrySpec.duplicate();
      keys.put(name, spec.keys());
      List<String> listeners = new ArrayList<>();
      fields.path("listeners").forEach(listener -> listeners.add(listener.asString()));
      return spec.listeners(listeners.toArray(String[]::new));
    }

    boolean isDuplicate(String name) {
      return keys.get(name) == RegistrySpec.Keys.DUPLICATE;
    }
  }

  JsonNode perform() {
    return switch (step.text("op")) {
      case "reg_register" -> register();
      case "reg_unregister" -> Operations.done(() -> registry().unregister(key()));
      case "reg_unregister_match" ->
          Operations.done(() -> registry().unregisterMatch(key(), isValue()));
      case "reg_lookup" -> entries(registry().lookup(key()));
      case "reg_match" -> entries(registry().match(key(), isValue()));
      case "reg_values" -> sorted(registry().values(key(), of()));
      case "reg_keys" -> sorted(registry().keys(of()));
      case "reg_count" -> JSON.numberNode(registry().count());
      case "reg_update_value" -> updateValue();
      case "reg_dispatch" -> dispatch();
      case "reg_put_meta" -> Operations.done(() -> registry().putMeta(key(), value()));
      case "reg_meta" ->
          registry()
              .meta(key())
              .<JsonNode>map(kept -> JSON.objectNode().set("ok", (JsonNode) kept))
              .orElse(StringNode.valueOf("error"));
      default -> throw world.skip("operation " + step.get("op"));
    };
  }

  private JsonNode register() {
    if (world.registries.isDuplicate(step.text("registry"))) {
      registry().register(key(), value());
      return Operations.OK;
    }
    return switch (unique().tryRegister(key(), value())) {
      case RegisterResult.Ok() -> Operations.OK;
      case RegisterResult.AlreadyRegistered(Pid holder) ->
          JSON.objectNode()
              .set("error", JSON.objectNode().put("already_registered", world.shown(holder)));
    };
  }

  private JsonNode updateValue() {
    return unique()
        .updateValue(key(), _ -> value())
        .<JsonNode>map(
            updated ->
                JSON.objectNode()
                    .set("new", updated.value())
                    .set("old", Script.orNull(updated.before())))
        .orElse(StringNode.valueOf("error"));
  }

  private JsonNode dispatch() {
    registry()
        .dispatch(
            key(),
            entries ->
                entries.forEach(
                    entry -> Processes.send(entry.pid(), Script.orNull(step.get("msg")))));
    return Operations.OK;
  }

  private Registry<JsonNode, JsonNode> registry() {
    String name = step.text("registry");
    return world.registries.isDuplicate(name) ? DuplicateRegistry.named(name) : unique();
  }

  private UniqueRegistry<JsonNode, JsonNode> unique() {
    return UniqueRegistry.named(step.text("registry"));
  }

  private JsonNode key() {
    return step.get("key");
  }

  private JsonNode value() {
    return Script.orNull(step.get("value"));
  }

  private Predicate<JsonNode> isValue() {
    JsonNode wanted = value();
    return value -> Script.orNull(value).equals(wanted);
  }

  private Pid of() {
    return world.resolved(step.get("of"));
  }

  private ArrayNode entries(List<Entry<JsonNode, JsonNode>> entries) {
    ArrayNode shown = JSON.arrayNode();
    entries.stream()
        .map(entry -> pair(entry.pid(), entry.value()))
        .sorted(Comparator.comparing(JsonNode::toString))
        .forEach(shown::add);
    return shown;
  }

  private JsonNode pair(Pid pid, JsonNode value) {
    return JSON.arrayNode().add(world.shown(pid)).add(Script.orNull(value));
  }

  /** Sorts as Erlang orders terms: numbers, atoms, lists, strings. */
  private static ArrayNode sorted(List<JsonNode> terms) {
    ArrayNode shown = JSON.arrayNode();
    terms.stream()
        .map(Script::orNull)
        .sorted(
            Comparator.comparingInt(RegistryOperations::rank)
                .thenComparing(term -> term.isNumber() ? term.asDouble() : 0)
                .thenComparing(term -> term.isNull() ? "nil" : Objects.toString(term)))
        .forEach(shown::add);
    return shown;
  }

  private static int rank(JsonNode term) {
    return term.isNumber() ? 0 : term.isString() ? 3 : term.isArray() ? 2 : 1;
  }
}
