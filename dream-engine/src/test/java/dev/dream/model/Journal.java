package dev.dream.model;

import dev.dream.process.ExitReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the servers of the model write down: who began, who ended, which callbacks ran. */
final class Journal {

  private final SortedMap<String, ModelServer> latest = new TreeMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private List<Event> log = new ArrayList<>();
  private SortedMap<String, String> exits = new TreeMap<>();
  private boolean isOrdered = true;

  /** A server begins to run under a name; returns which of that name it is. */
  int begins(String name, ModelServer server) {
    latest.put(name, server);
    return counts.merge(name, 1, Integer::sum);
  }

  /** Returns the latest under a name. */
  ModelServer latest(String name) {
    ModelServer server = latest.get(name);
    if (server == null) {
      throw new World.NeverStarted(name);
    }
    return server;
  }

  /** Returns the names of such servers, sorted. */
  List<String> names(Predicate<ModelServer> wanted) {
    return latest.keySet().stream().filter(name -> wanted.test(latest.get(name))).toList();
  }

  /** A callback runs. */
  void log(ModelServer server, String line) {
    log.add(new Event(log.size(), server.name, server.name + " " + line, false));
  }

  void ended(ModelServer server, ExitReason reason) {
    exits.put(server.name, Words.of(reason));
  }

  /** Several processes go on at the same time: OTP does not say who logs first. */
  void atTheSameTime() {
    isOrdered = false;
  }

  /** Returns what was logged, and forgets it. */
  List<Event> takeLog() {
    List<Event> taken = isOrdered ? log : log.stream().map(Journal::inOneTurn).toList();
    log = new ArrayList<>();
    isOrdered = true;
    return taken;
  }

  private static Event inOneTurn(Event event) {
    return new Event(0, event.stream(), event.text(), false);
  }

  /** Returns who ended, and forgets it. */
  SortedMap<String, String> takeExits() {
    SortedMap<String, String> taken = exits;
    exits = new TreeMap<>();
    return taken;
  }
}
