package dev.dream.conformance;

import dev.dream.Dream;
import dev.dream.Quiet;
import dev.dream.genserver.From;
import dev.dream.process.Address;
import dev.dream.process.Down;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.process.Timeout;
import dev.dream.process.TimerExpired;
import dev.dream.process.TimerRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** One scenario's engine, and what the scenario calls things. */
final class World implements AutoCloseable {

  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  final Dream dream = Dream.create();
  final Quiet quiet = new Quiet(dream);
  final Map<String, Ref> monitors = new ConcurrentHashMap<>();
  final Map<String, TimerRef> timers = new ConcurrentHashMap<>();
  final Map<String, From> froms = new ConcurrentHashMap<>();
  private final Map<Ref, String> monitorNames = new ConcurrentHashMap<>();
  private final Map<TimerRef, String> timerNames = new ConcurrentHashMap<>();
  private final Map<String, List<Pid>> incarnations = new HashMap<>();
  private final Map<Pid, String> names = new ConcurrentHashMap<>();
  private final Map<Pid, CompletableFuture<ExitReason>> ends = new ConcurrentHashMap<>();
  private final Set<Pid> reported = new HashSet<>();
  private final List<ArrayNode> log = new ArrayList<>();
  private volatile @Nullable String skipped;

  /** Leaves the scenario: it needs what the engine does not have yet. */
  RuntimeException skip(String what) {
    skipped = what;
    return new UnsupportedOperationException(what);
  }

  /** Why the scenario cannot be played, or null. */
  @Nullable String skipped() {
    return skipped;
  }

  /** The calling process has begun to run under this name. Returns what it is displayed as. */
  String begin(String name) {
    return begin(name, Processes.self());
  }

  synchronized String begin(String name, Pid pid) {
    String known = names.get(pid);
    if (known != null) {
      return known;
    }
    List<Pid> all = incarnations.computeIfAbsent(name, _ -> new ArrayList<>());
    all.add(pid);
    String shown = all.size() == 1 ? name : name + "#" + all.size();
    names.put(pid, shown);
    ends.put(pid, dream.whenEnded(pid).toCompletableFuture());
    return shown;
  }

  synchronized int count(String name) {
    return incarnations.getOrDefault(name, List.of()).size();
  }

  synchronized Pid pid(String name) {
    int hash = name.indexOf('#');
    List<Pid> all = incarnations.get(hash < 0 ? name : name.substring(0, hash));
    if (all == null) {
      throw new IllegalStateException("no process was started as " + name);
    }
    return hash < 0 ? all.getLast() : all.get(Integer.parseInt(name.substring(hash + 1)) - 1);
  }

  String shown(Pid pid) {
    return names.getOrDefault(pid, pid.toString());
  }

  Address target(JsonNode target) {
    if (target.isObject()) {
      return new Name(target.get("name").asString());
    }
    String name = target.asString();
    return name.equals("$self") ? Processes.self() : pid(name);
  }

  Pid resolved(JsonNode target) {
    Address address = target(target);
    return address instanceof Pid pid ? pid : dream.node().resolve(address).orElseThrow();
  }

  synchronized void log(Object... entry) {
    ArrayNode line = JSON.arrayNode();
    for (Object part : entry) {
      line.add(part instanceof JsonNode json ? json : StringNode.valueOf(part.toString()));
    }
    log.add(line);
  }

  synchronized ArrayNode takeLog() {
    ArrayNode taken = JSON.arrayNode();
    taken.addAll(log);
    log.clear();
    return taken;
  }

  Map<String, JsonNode> takeExits() {
    Map<String, JsonNode> exits = new TreeMap<>();
    ends.forEach(
        (pid, end) -> {
          if (!dream.alive(pid) && reported.add(pid)) {
            exits.put(shown(pid), Reasons.of(end.join()));
          }
        });
    return exits;
  }

  void monitor(String name, Ref ref) {
    monitors.put(name, ref);
    monitorNames.put(ref, name);
  }

  void timer(String name, TimerRef ref) {
    timers.put(name, ref);
    timerNames.put(ref, name);
  }

  /** What a message looks like in a trace. */
  JsonNode shown(Object message) {
    return switch (message) {
      case JsonNode value -> value;
      case Exit(Pid from, ExitReason reason) ->
          JSON.objectNode().set("exit", JSON.arrayNode().add(shown(from)).add(Reasons.of(reason)));
      case Down(Ref ref, Address object, ExitReason reason) ->
          JSON.objectNode()
              .set(
                  "down",
                  JSON.arrayNode()
                      .add(monitorNames.getOrDefault(ref, ref.toString()))
                      .add(shown(object))
                      .add(Reasons.of(reason)));
      case TimerExpired(TimerRef timer, Object value) ->
          JSON.objectNode()
              .set("timer", JSON.arrayNode().add(timerNames.get(timer)).add((JsonNode) value));
      case Timeout() -> StringNode.valueOf("timeout");
      default -> StringNode.valueOf(message.toString());
    };
  }

  private JsonNode shown(Address address) {
    return switch (address) {
      case Pid pid -> StringNode.valueOf(shown(pid));
      case Name name -> JSON.objectNode().put("name", name.value());
      default -> StringNode.valueOf(address.toString());
    };
  }

  @Override
  public void close() {
    dream.close();
  }
}
