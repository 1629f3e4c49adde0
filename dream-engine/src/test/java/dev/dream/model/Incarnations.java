package dev.dream.model;

import dev.dream.Dream;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * What a run calls the processes of a real engine: the first under a name is {@code w}, the second
 * {@code w#2}. Any thread; the monitor of this object guards the fields.
 */
final class Incarnations {

  private final Dream dream;
  private final Map<String, List<Pid>> pids = new HashMap<>();
  private final Map<Pid, String> shown = new HashMap<>();
  private final Map<Pid, CompletableFuture<ExitReason>> ends = new HashMap<>();
  private final Set<Pid> reported = new HashSet<>();

  Incarnations(Dream dream) {
    this.dream = dream;
  }

  /** Enters a living process under a name; returns what it is called from now on. */
  synchronized String begin(String name, Pid pid) {
    List<Pid> all = pids.computeIfAbsent(name, _ -> new ArrayList<>());
    all.add(pid);
    String called = shown(name, all.size());
    shown.put(pid, called);
    ends.put(pid, dream.whenEnded(pid).toCompletableFuture());
    return called;
  }

  static String shown(String name, int count) {
    return count == 1 ? name : name + "#" + count;
  }

  /** Returns how many have begun under a name. */
  synchronized int count(String name) {
    return pids.getOrDefault(name, List.of()).size();
  }

  /** Returns the latest under a name. */
  synchronized Pid latest(String name) {
    List<Pid> all = pids.get(name);
    if (all == null) {
      throw new World.NeverStarted(name);
    }
    return all.getLast();
  }

  synchronized String shown(Pid pid) {
    return shown.getOrDefault(pid, "a stranger");
  }

  /** Returns all names, sorted. */
  synchronized SortedSet<String> names() {
    return new TreeSet<>(pids.keySet());
  }

  /** Returns who has ended since this was last asked, and why. */
  synchronized SortedMap<String, String> newExits() {
    SortedMap<String, String> exits = new TreeMap<>();
    ends.forEach(
        (pid, end) -> {
          if (!dream.alive(pid) && reported.add(pid)) {
            exits.put(shown(pid), Words.of(end.join()));
          }
        });
    return exits;
  }
}
