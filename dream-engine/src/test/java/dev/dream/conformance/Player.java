package dev.dream.conformance;

import static dev.dream.conformance.World.JSON;

import dev.dream.RealTime;
import dev.dream.process.Pid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Plays one scenario and compares. */
@RealTime("scenarios say how long to wait")
final class Player implements AutoCloseable {

  private final World world = new World();
  private final Map<String, Running> background = new HashMap<>();

  /** How long a scenario may take, and each of its waits. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  /** Why scenarios with these tags cannot be written in Java. A bad return can: it is null. */
  private static final Map<String, String> RULED_OUT =
      Map.of(
          "throw", "what a callback throws is a crash and never its result",
          "dynamic_api", "that type does not have that method");

  private record Running(Pid actor, CompletableFuture<JsonNode> result, CountDownLatch finished) {}

  /** How a scenario went. */
  sealed interface Outcome {
    record Passed() implements Outcome {}

    record Failed(String difference) implements Outcome {}

    record Skipped(String why) implements Outcome {}
  }

  private final Duration limit;

  /** Creates a player; each wait of the scenario may take so long, and it as a whole. */
  private Player(Duration limit) {
    this.limit = limit;
  }

  static Outcome play(JsonNode scenario) {
    return play(scenario, LIMIT);
  }

  static Outcome play(JsonNode scenario, Duration limit) {
    for (JsonNode tag : scenario.path("tags")) {
      String why = RULED_OUT.get(tag.asString());
      if (why != null) {
        return new Outcome.Skipped("tag " + tag.asString() + ": " + why);
      }
    }
    try (Player player = new Player(limit)) {
      Puppet.spawn(player.world, "main", true, player.world.dream::spawn);
      player.awaitQuiet();
      Optional<String> difference = player.steps(scenario);
      String skipped = player.world.skipped();
      if (skipped != null) {
        return new Outcome.Skipped(skipped);
      }
      return difference.<Outcome>map(Outcome.Failed::new).orElseGet(Outcome.Passed::new);
    } catch (Exception failed) {
      return new Outcome.Failed(failed.toString());
    }
  }

  private Optional<String> steps(JsonNode scenario) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    for (int i = 0; i < scenario.get("steps").size(); i++) {
      if (System.nanoTime() > end) {
        return Optional.of("hangs at step %d; %s".formatted(i, world.whatEachProcessDoes()));
      }
      JsonNode step = scenario.get("steps").get(i);
      JsonNode expected = scenario.get("expect").get(i);
      ObjectNode actual = JSON.objectNode();
      JsonNode result;
      try {
        result = perform(step);
        awaitQuiet();
      } catch (TimeoutException hanging) {
        return Optional.of("step %d %s\n    %s".formatted(i, step, hanging.getMessage()));
      }
      if (result != null) {
        actual.set("result", result);
      }
      ArrayNode log = world.takeLog();
      if (!log.isEmpty()) {
        actual.set("log", log);
      }
      Map<String, JsonNode> exits = world.takeExits();
      if (!exits.isEmpty()) {
        ObjectNode all = actual.putObject("exits");
        exits.forEach(all::set);
      }
      if (world.skipped() != null) {
        return Optional.empty();
      }
      order(step, actual);
      if (!matches(expected, actual)) {
        return Optional.of(
            "step %d %s\n    expected %s\n    actual   %s".formatted(i, step, expected, actual));
      }
    }
    return Optional.empty();
  }

  private void awaitQuiet() throws Exception {
    if (!world.quiet.await(limit)) {
      throw new TimeoutException("not quiet in " + limit + "; " + world.whatEachProcessDoes());
    }
  }

  private JsonNode perform(JsonNode step) throws Exception {
    switch (step.get("op").asString()) {
      case "sleep" -> {
        Thread.sleep(step.get("ms").asLong());
        return null;
      }
      case "alive" -> {
        return BooleanNode.valueOf(world.dream.alive(world.pid(step.get("of").asString())));
      }
      case "await" -> {
        return result(background.get(step.get("bg").asString()), step.path("ms").asLong(0), true);
      }
      default -> {}
    }
    Pid actor = world.pid(step.path("p").asString("main"));
    CountDownLatch finished = new CountDownLatch(world.dream.alive(actor) ? 1 : 0);
    Running running = new Running(actor, new CompletableFuture<>(), finished);
    world.dream.send(actor, new Puppet.Command(step, running.result(), finished));
    if (step.has("bg")) {
      background.put(step.get("bg").asString(), running);
      return null;
    }
    return result(running, limit.toMillis(), false);
  }

  private JsonNode result(Running running, long millis, boolean mayBePending) throws Exception {
    CompletableFuture<JsonNode> end =
        world
            .dream
            .whenEnded(running.actor())
            .toCompletableFuture()
            .thenApply(_ -> (JsonNode) StringNode.valueOf("died"));
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      if (running.result().isDone()) {
        return get(running.result());
      }
      if (!world.dream.alive(running.actor())) {
        awaitLastWord(running);
        return running.result().isDone() ? get(running.result()) : StringNode.valueOf("died");
      }
      if (System.nanoTime() >= deadline) {
        if (mayBePending) {
          return StringNode.valueOf("pending");
        }
        throw new TimeoutException("no result in " + limit + "; " + world.whatEachProcessDoes());
      }
      try {
        CompletableFuture.anyOf(running.result(), end)
            .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // seen above
      }
    }
  }

  /** An actor that had done its operation when it was killed may be about to say so. */
  private static void awaitLastWord(Running running) throws InterruptedException {
    var unused = running.finished().await(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static JsonNode get(CompletableFuture<JsonNode> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private static void order(JsonNode step, ObjectNode actual) {
    if (!step.has("unordered")) {
      return;
    }
    if (actual.has("log")) {
      List<JsonNode> lines = new ArrayList<>();
      actual.get("log").forEach(lines::add);
      lines.sort(Comparator.comparing(line -> line.get(0).asString()));
      ArrayNode sorted = JSON.arrayNode();
      lines.forEach(sorted::add);
      actual.set("log", sorted);
    }
    if (step.get("unordered").isBoolean() && actual.path("result").isArray()) {
      List<JsonNode> elements = new ArrayList<>();
      actual.get("result").forEach(elements::add);
      elements.sort(Comparator.comparing(JsonNode::toString));
      ArrayNode sorted = JSON.arrayNode();
      elements.forEach(sorted::add);
      actual.set("result", sorted);
    }
  }

  /** Equality, but for the details of a shutdown reason that OTP fills with terms. */
  static boolean matches(JsonNode expected, JsonNode actual) {
    if (expected.isObject() && expected.path("shutdown").isObject()) {
      return actual.has("shutdown");
    }
    if (expected.isObject() && expected.has("start_spec")) {
      return actual.has("error");
    }
    if (expected.isObject() && actual.isObject()) {
      return expected.size() == actual.size()
          && expected
              .propertyStream()
              .allMatch(
                  property ->
                      actual.has(property.getKey())
                          && matches(property.getValue(), actual.get(property.getKey())));
    }
    if (expected.isArray() && actual.isArray()) {
      if (expected.size() != actual.size()) {
        return false;
      }
      for (int i = 0; i < expected.size(); i++) {
        if (!matches(expected.get(i), actual.get(i))) {
          return false;
        }
      }
      return true;
    }
    return expected.isNumber() && actual.isNumber()
        ? expected.asLong() == actual.asLong()
        : expected.equals(actual);
  }

  @Override
  public void close() {
    world.close();
  }
}
