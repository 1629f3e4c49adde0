package dev.dream.model;

import static dev.dream.model.RecordedTrees.text;
import static dev.dream.model.RecordedTrees.upper;

import dev.dream.model.Recorded.NotModelled;
import dev.dream.model.Spec.Init;
import dev.dream.process.ExitReason;
import dev.dream.supervisor.AutoShutdown;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Strategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads recorded child specifications. */
final class RecordedSpecs {

  private static final List<String> COMMON =
      List.of("op", "p", "as", "id", "kind", "type", "restart", "shutdown", "significant", "link");
  private static final List<String> WORKER = with(COMMON, "trap", "init", "inits", "terminate");
  private static final List<String> TREE =
      with(COMMON, "strategy", "max_restarts", "max_seconds", "auto_shutdown", "children");

  private RecordedSpecs() {}

  static Spec read(JsonNode json) {
    String id = text(json, "id");
    if (!json.path("as").asString(id).equals(id)) {
      throw new NotModelled(json);
    }
    return read(id, json);
  }

  static Spec read(String id, JsonNode json) {
    return switch (json.path("kind").asString("probe")) {
      case "probe" -> worker(id, json);
      case "supervisor" -> tree(id, json);
      default -> throw new NotModelled(json);
    };
  }

  private static Spec worker(String id, JsonNode json) {
    requireOnly(json, WORKER);
    return new Spec.Worker(
        id, rule(json, "worker"), json.path("trap").asBoolean(false), inits(json), raises(json));
  }

  private static Spec tree(String id, JsonNode json) {
    requireOnly(json, TREE);
    List<Spec> children = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode child : json.path("children")) {
      children.add(read(child));
      if (!ids.add(children.getLast().id())) {
        throw new NotModelled(json);
      }
    }
    return new Spec.Tree(
        id,
        rule(json, "supervisor"),
        Strategy.valueOf(upper(json, "strategy", Strategy.ONE_FOR_ONE)),
        json.path("max_restarts").asInt(3),
        AutoShutdown.valueOf(upper(json, "auto_shutdown", AutoShutdown.NEVER)),
        children);
  }

  private static Spec.Rule rule(JsonNode json, String type) {
    if (json.has("id") && !json.path("type").asString("worker").equals(type)
        || !json.path("link").asBoolean(true)) {
      throw new NotModelled(json);
    }
    return new Spec.Rule(
        Restart.valueOf(upper(json, "restart", Restart.PERMANENT)),
        json.path("shutdown").asString("").equals("brutal_kill"),
        json.path("significant").asBoolean(false));
  }

  private static List<Init> inits(JsonNode json) {
    List<Init> inits = new ArrayList<>();
    json.path("inits").forEach(init -> inits.add(init(init)));
    if (inits.isEmpty()) {
      inits.add(init(json.path("init")));
    }
    return inits;
  }

  private static Init init(JsonNode script) {
    requireOnly(script, List.of("ret", "reason", "msg"));
    return switch (script.path("ret").asString("")) {
      case "" -> new Init.Ok();
      case "ignore" -> new Init.Ignore();
      case "stop" -> new Init.Fail(RecordedWords.reason(script.get("reason")));
      case "raise" -> new Init.Fail(ExitReason.error(text(script, "msg")));
      default -> throw new NotModelled(script);
    };
  }

  private static String raises(JsonNode json) {
    JsonNode script = json.path("terminate");
    if (script.isMissingNode()) {
      return null;
    }
    requireOnly(script, List.of("ret", "msg"));
    return text(script, "msg");
  }

  static void requireOnly(JsonNode json, List<String> known) {
    for (String field : json.propertyNames()) {
      if (!known.contains(field)) {
        throw new NotModelled(field + " in " + json);
      }
    }
  }

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }
}
