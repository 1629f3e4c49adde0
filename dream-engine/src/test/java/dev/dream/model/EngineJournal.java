package dev.dream.model;

import dev.dream.process.Pid;
import dev.dream.process.Processes;
import java.util.ArrayList;
import java.util.List;

/** What the servers of the engine write down. Any thread; its monitor guards the log. */
final class EngineJournal {

  private final Incarnations names;
  private final List<Event> log = new ArrayList<>();

  EngineJournal(Incarnations names) {
    this.names = names;
  }

  /** The calling process begins under a name; returns which of that name it is. */
  synchronized int begins(String name) {
    String shown = names.begin(name, Processes.self());
    log(shown, "init");
    return names.count(name);
  }

  /** A callback runs. */
  synchronized void log(String name, String line) {
    log.add(new Event(0, name, name + " " + line, false));
  }

  String shown(Pid pid) {
    return names.shown(pid);
  }

  /** Returns what was logged, and forgets it. */
  synchronized List<Event> take() {
    List<Event> taken = List.copyOf(log);
    log.clear();
    return taken;
  }
}
