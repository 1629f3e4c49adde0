package dev.dream.model;

import dev.dream.model.ModelProcess.Watched;
import dev.dream.process.ExitReason;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** OTP's rules of links, monitors, exit signals and names. */
class SignalRules {

  final SortedMap<String, ModelProcess> processes = new TreeMap<>();
  final SortedMap<String, ModelProcess> names = new TreeMap<>();
  private int turn;

  /** What is sent from now on comes after what was sent before. */
  void nextTurn() {
    turn++;
  }

  // --- ends and exit signals

  /** When a process ends, its name is free; then links get an exit signal and monitors a DOWN. */
  void end(ModelProcess process, ExitReason reason) {
    if (!process.isAlive()) {
      return;
    }
    process.ended = reason;
    names.values().remove(process);
    process.monitors.clear();
    for (String linked : List.copyOf(process.links)) {
      unlink(process, processes.get(linked));
      exitSignal(processes.get(linked), process.name, reason);
    }
    processes.values().forEach(watcher -> tellMonitors(watcher, process, reason));
  }

  /** The reason kill, sent by exit/2, cannot be trapped; others see that it was killed. */
  void exit(ModelProcess to, ModelProcess from, ExitReason reason) {
    if (reason == ExitReason.KILL) {
      end(to, ExitReason.KILLED);
    } else {
      exitSignal(to, from.name, reason);
    }
  }

  /**
   * An exit signal becomes a message if it is trapped, and otherwise ends the receiver with the
   * same reason. The reason normal harms nobody but the one who sends it to itself.
   */
  void exitSignal(ModelProcess to, String from, ExitReason reason) {
    if (!to.isAlive()) {
      return;
    }
    if (to.traps) {
      notify(to, from, "EXIT %s %s".formatted(from, Words.of(reason)));
    } else if (reason != ExitReason.NORMAL || from.equals(to.name)) {
      end(to, reason);
    }
  }

  // --- links

  /**
   * A link goes both ways, and there is at most one between two processes. To link oneself does
   * nothing. To link the dead is answered by an exit signal noproc if that can be trapped, and an
   * error otherwise.
   */
  void link(ModelProcess one, ModelProcess other) {
    if (other.isAlive() && one != other) {
      one.links.add(other.name);
      other.links.add(one.name);
    } else if (!other.isAlive() && one.traps) {
      exitSignal(one, other.name, ExitReason.NOPROC);
    } else if (!other.isAlive()) {
      throw new Refused("noproc");
    }
  }

  /** To unlink leaves what is in the mailbox. */
  void unlink(ModelProcess one, ModelProcess other) {
    one.links.remove(other.name);
    other.links.remove(one.name);
  }

  // --- monitors

  /** A monitor brings one DOWN: when the process ends, or at once if it does not exist. */
  void monitor(ModelProcess watcher, String ref, Watched watched) {
    ModelProcess target = processes.get(watched.process());
    if (target == null || !target.isAlive()) {
      down(watcher, ref, watched, ExitReason.NOPROC);
    } else if (target != watcher) { // nobody hears of his own death
      watcher.monitors.put(ref, watched);
    }
  }

  private void tellMonitors(ModelProcess watcher, ModelProcess dead, ExitReason reason) {
    for (String ref : List.copyOf(watcher.monitors.keySet())) {
      if (watcher.monitors.get(ref).process().equals(dead.name)) {
        down(watcher, ref, watcher.monitors.remove(ref), reason);
      }
    }
  }

  private void down(ModelProcess watcher, String ref, Watched watched, ExitReason reason) {
    String text = "DOWN %s %s %s".formatted(ref, watched.object(), Words.of(reason));
    notify(watcher, watched.object(), text);
  }

  /** No DOWN comes after a demonitor; one that has come stays, unless it is flushed. */
  boolean demonitor(ModelProcess watcher, String ref, boolean flush) {
    boolean wasActive = watcher.monitors.remove(ref) != null;
    if (flush) {
      watcher.mailbox.removeIf(message -> message.text().startsWith("DOWN " + ref + " "));
    }
    return wasActive;
  }

  // --- messages and names

  /** A message to the dead is lost. Messages of one sender arrive in the order they were sent. */
  void send(ModelProcess to, ModelProcess from, String text) {
    if (to.isAlive()) {
      to.mailbox.add(new Event(turn, from.name, text, false));
    }
  }

  /** One process has at most one name, and a name at most one process, which lives. */
  void register(String name, ModelProcess process) {
    if (!process.isAlive() || names.containsKey(name) || names.containsValue(process)) {
      throw new Refused("badarg");
    }
    names.put(name, process);
  }

  /** Returns who has the name; it is an error if nobody has. */
  ModelProcess named(String name) {
    ModelProcess holder = names.get(name);
    if (holder == null) {
      throw new Refused("badarg");
    }
    return holder;
  }

  private void notify(ModelProcess to, String from, String text) {
    to.mailbox.add(new Event(turn, from, text, true));
  }

  /** The operation raises an error. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String kind) {
      super(kind);
    }
  }
}
