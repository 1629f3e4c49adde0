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
import dev.dream.process.ProcessName;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.process.Timeout;
import dev.dream.process.TimerExpired;
import dev.dream.process.TimerRef;
import dev.dream.registry.Registered;
import dev.dream.registry.UniqueRegistry;
import dev.dream.registry.Unregistered;
import dev.dream.supervisor.PartitionSupervisor;
import dev.dream.task.Task;
import dev.dream.task.TaskReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** One scenario's engine, and what the scenario calls things. */
final class World implements AutoCloseable {

  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  final Dream dream = Dream.create();
  final RegistryOperations.Known registries = new RegistryOperations.Known();
  final Quiet quiet = new Quiet(dream);
  final Map<String, Ref> monitors = new ConcurrentHashMap<>();
  final Map<String, TimerRef> timers = new ConcurrentHashMap<>();
  final Map<String, From> froms = new ConcurrentHashMap<>();
  final Map<String, Task<JsonNode>> tasks = new ConcurrentHashMap<>();
  final Set<Pid> running = ConcurrentHashMap.newKeySet();
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
    if (target.has("partition")) {
      JsonNode key = target.get("partition").get(1);
      return PartitionSupervisor.via(
          dream.node(),
          new Name(target.get("partition").get(0).asString()),
          key.isInt() ? key.intValue() : key);
    }
    if (target.isObject()) {
      return target.has("via") ? name(target) : name(target.get("name"));
    }
    String name = target.asString();
    return name.equals("$self") ? Processes.self() : pid(name);
  }

  /** A name as a process is registered under it: a string, or a key of a registry. */
  ProcessName name(JsonNode name) {
    if (name.isString()) {
      return new Name(name.asString());
    }
    JsonNode via = name.get("via");
    UniqueRegistry<JsonNode, JsonNode> registry =
        UniqueRegistry.named(dream.node(), via.get(0).asString());
    return via.size() > 2 ? registry.via(via.get(1), via.get(2)) : registry.via(via.get(1));
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

  void task(String name, Task<JsonNode> task) {
    tasks.put(name, task);
    monitor(name, task.ref());
    task.pid().ifPresent(pid -> begin(name, pid));
  }

  void timer(String name, TimerRef ref) {
    timers.put(name, ref);
    timerNames.put(ref, name);
  }

  /** One line for each process: for scenarios that hang. */
  String whatEachProcessDoes() {
    return dream.processes().stream()
        .map(
            process ->
                "\n    %s (%s) is %s%s, %d messages waiting"
                    .formatted(
                        shown(process.pid()),
                        process.module(),
                        process.status(),
                        process.currentMessage() == null
                            ? ""
                            : ", handling " + process.currentMessage(),
                        process.mailboxDepth()))
        .collect(Collectors.joining("", "each process:", ""));
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
      case Registered(String registry, Object key, Pid pid, Object value) ->
          JSON.objectNode()
              .set("registered", event(registry, key, pid).add(Script.orNull((JsonNode) value)));
      case Unregistered(String registry, Object key, Pid pid) ->
          JSON.objectNode().set("unregistered", event(registry, key, pid));
      case Timeout() -> StringNode.valueOf("timeout");
      case TaskReply(Ref ref, Object value) ->
          JSON.objectNode()
              .set("task_reply", JSON.arrayNode().add(monitorNames.get(ref)).add((JsonNode) value));
      default -> StringNode.valueOf(message.toString());
    };
  }

  private ArrayNode event(String registry, Object key, Pid pid) {
    return JSON.arrayNode().add(registry).add((JsonNode) key).add(shown(pid));
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
