package dev.dream.process;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The living processes of one node, by pid, name and alias. A process is entered before it runs and
 * leaves before its end is told.
 */
final class ProcessTable {

  private final ConcurrentMap<Pid, LocalProcess> processes = new ConcurrentHashMap<>();
  private final Names names = new Names();
  private final Aliases aliases = new Aliases();

  void enter(LocalProcess process) {
    processes.put(process.pid, process);
  }

  void leave(LocalProcess process, @Nullable String name) {
    processes.remove(process.pid);
    process.pid.forget();
    if (name != null) {
      names.ended(name, process);
    }
  }

  Names names() {
    return names;
  }

  Aliases aliases() {
    return aliases;
  }

  void register(ProcessName name, LocalProcess process) {
    switch (name) {
      case Name(String value) -> names.register(value, process);
      case Via via -> via.register(process.pid);
    }
  }

  Collection<LocalProcess> all() {
    return processes.values();
  }

  /** Returns the living process of this node behind an address, if any. */
  @Nullable LocalProcess find(Node node, Address address) {
    return switch (address) {
      case Pid pid -> find(node, pid);
      case Name name -> names.holder(name.value());
      case Alias alias -> aliases.owner(alias);
      case Via via -> via.whereis().map(pid -> find(node, pid)).orElse(null);
    };
  }

  /** The same, but whoever keeps a name may be missing too: then nobody is found. */
  @Nullable LocalProcess findAnyhow(Node node, Address address) {
    try {
      return find(node, address);
    } catch (IllegalArgumentException noKeeper) {
      return null;
    }
  }

  /** Returns the living process of this node with a pid, if any. */
  @Nullable LocalProcess find(Node node, Pid pid) {
    LocalProcess known = pid.process();
    LocalProcess process = known != null && known.node == node ? known : processes.get(pid);
    return process != null && process.isAlive() ? process : null;
  }
}
