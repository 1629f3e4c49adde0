package dev.dream.conformance;

import dev.dream.RealTime;
import dev.dream.genserver.CallException;
import dev.dream.genserver.From;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Processes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Performs a script's acts and says how it ends. One per callback. */
@RealTime("scenarios say how long a process sleeps")
final class Script {

  private final World world;
  private final JsonNode script;
  private final @Nullable From from;
  private JsonNode state;

  Script(World world, JsonNode script, @Nullable From from, JsonNode state) {
    this.world = world;
    this.script = script;
    this.from = from;
    this.state = state;
  }

  JsonNode state() {
    return state;
  }

  String ret() {
    return script.path("ret").asString("");
  }

  JsonNode field(String name) {
    return script.path(name);
  }

  /** Performs the acts, and throws if the script ends so. */
  void perform() throws Exception {
    for (JsonNode act : script.path("acts")) {
      String what = act.propertyNames().iterator().next();
      act(what, act.get(what));
    }
    switch (ret()) {
      case "raise" -> throw new ScriptedException(script.path("msg").asString("raised"));
      case "throw" -> throw new ScriptedException(script.path("msg").asString("thrown"));
      case "exit" -> Processes.exit(Reasons.of(script.get("reason")));
      default -> {}
    }
  }

  static final class ScriptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScriptedException(String message) {
      super(message);
    }
  }

  JsonNode value(JsonNode value) {
    if (value.isMissingNode()) {
      return StringNode.valueOf("ok");
    }
    if (value.isString() && value.asString().equals("$state")) {
      return state;
    }
    if (value.isString() && value.asString().equals("$self")) {
      return StringNode.valueOf(world.shown(Processes.self()));
    }
    if (value.isObject() && value.has("add")) {
      return IntNode.valueOf(state.asInt() + value.get("add").asInt());
    }
    return value;
  }

  private void act(String what, JsonNode arg) throws Exception {
    String self = world.shown(Processes.self());
    switch (what) {
      case "sleep" -> Thread.sleep(arg.asInt());
      case "hang" -> hang(arg.asInt());
      case "set" -> state = value(arg);
      case "log" -> world.log(self, "log", value(arg));
      case "send" -> Processes.send(world.target(arg.get(0)), value(arg.get(1)));
      case "reply" -> reply(from, value(arg));
      case "save_from" -> world.froms.put(arg.asString(), from);
      case "reply_to" -> reply(world.froms.get(arg.get(0).asString()), value(arg.get(1)));
      case "call" -> world.log(self, "called", call(world, arg));
      case "cast_self" -> self().cast(new Probe.Scripted(arg));
      case "info_self" -> Processes.send(Processes.self(), new Probe.Info(arg));
      case "trap" -> Processes.trapExit(arg.asBoolean());
      case "link" -> Processes.link(world.resolved(arg));
      case "unlink" -> Processes.unlink(world.resolved(arg));
      case "monitor" ->
          world.monitor(arg.get(1).asString(), Processes.monitor(world.target(arg.get(0))));
      case "exit_signal" -> Processes.exit(world.resolved(arg.get(0)), Reasons.of(arg.get(1)));
      case "spawn_link" -> Processes.spawnLink(new Puppet(world, arg.asString(), false));
      default -> throw new IllegalArgumentException("unknown act " + what);
    }
  }

  private void hang(int millis) throws InterruptedException {
    world.quiet.hanging().add(Processes.self());
    try {
      Thread.sleep(millis);
    } finally {
      world.quiet.hanging().removeIf(pid -> pid.equals(pidOrNull()));
    }
  }

  private static @Nullable Object pidOrNull() {
    try {
      return Processes.self();
    } catch (RuntimeException killed) {
      return null;
    }
  }

  static void reply(From to, JsonNode answer) {
    to.reply(new Probe.Ask(answer), answer);
  }

  private static ServerRef<Probe> self() {
    return ServerRef.of(dev.dream.process.Node.current(), Processes.self());
  }

  static JsonNode call(World world, JsonNode arg) {
    ObjectNode outcome = JsonNodeFactory.instance.objectNode();
    ServerRef<Probe> server = world.dream.ref(world.target(arg.get(0)));
    try {
      return outcome.set(
          "reply", server.call(new Probe.Ask(arg.get(1)), timeout(arg.path(2), 5000)));
    } catch (CallException failed) {
      Processes.self();
      return outcome.set("exit", Reasons.of(failed.reason()));
    }
  }

  static Duration timeout(JsonNode json, int byDefault) {
    if (json.isString()) {
      return Processes.INFINITY;
    }
    return Duration.ofMillis(json.isMissingNode() ? byDefault : json.asInt());
  }

  static JsonNode orNull(@Nullable JsonNode json) {
    return json == null ? NullNode.instance : json;
  }

  static JsonNode number(long value) {
    return LongNode.valueOf(value);
  }
}
