package dev.dream.model;

import dev.dream.process.Body;
import dev.dream.process.Down;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A process of the engine that monitors all others, and looks at each DOWN whether the name of the
 * dead is free by then. The fields are written by it or by the run's processes, and read by the
 * run's thread when all is quiet.
 */
final class Witness implements Body {

  private final Map<Ref, Pid> watched = new ConcurrentHashMap<>();
  private final Map<String, Pid> lastHolders = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  /** Asks it to watch a process. */
  record Watch(Pid pid) {}

  /** Takes note that a process has got a name. */
  void named(String name, Pid holder) {
    lastHolders.put(name, holder);
  }

  /** Returns what went wrong. */
  List<String> complaints() {
    return complaints;
  }

  @Override
  public void run() {
    while (true) {
      switch (Processes.receive()) {
        case Watch(Pid pid) -> watched.put(Processes.monitor(pid), pid);
        case Down down -> lookAtNames(watched.remove(down.ref()));
        case Object other -> complaints.add("the witness got " + other);
      }
    }
  }

  private void lookAtNames(Pid dead) {
    lastHolders.forEach(
        (name, holder) -> {
          if (holder.equals(dead) && Processes.registered().contains(name)) {
            complaints.add("the name " + name + " was not free at the DOWN of its holder");
          }
        });
  }
}
