package dev.dream.model;

import dev.dream.process.ExitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What there is to say of one process. */
final class ModelProcess {

  final String name;
  final SortedSet<String> links = new TreeSet<>();
  final SortedMap<String, Watched> monitors = new TreeMap<>();
  final List<Event> mailbox = new ArrayList<>();
  boolean traps;
  ExitReason ended;

  ModelProcess(String name, boolean traps) {
    this.name = name;
    this.traps = traps;
  }

  /**
   * What a monitor looks at.
   *
   * @param process who it is
   * @param object what its DOWN will call it: the process, or the name it was found by
   */
  record Watched(String process, String object) {}

  boolean isAlive() {
    return ended == null;
  }

  /** Takes all messages out. */
  List<Event> takeMail() {
    List<Event> taken = List.copyOf(mailbox);
    mailbox.clear();
    return taken;
  }

  Portrait portrait(String registeredName) {
    List<String> watched = monitors.values().stream().map(Watched::object).sorted().toList();
    return new Portrait(name, registeredName, traps, List.copyOf(links), watched, mailbox.size());
  }
}
