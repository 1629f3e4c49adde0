package dev.dream.process;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processes of one kind, summed up.
 *
 * @param processes how many there are
 * @param waiting how many messages wait in all their mailboxes
 * @param longest how many wait in the fullest of them
 */
public record ModuleLoad(int processes, long waiting, int longest) {

  static Map<String, ModuleLoad> of(Collection<LocalProcess> processes) {
    Map<String, ModuleLoad> loads = new TreeMap<>();
    for (LocalProcess process : processes) {
      loads.merge(process.module(), of(process), ModuleLoad::plus);
    }
    return loads;
  }

  private static ModuleLoad of(LocalProcess process) {
    int depth = process.mailbox.depth();
    return new ModuleLoad(1, depth, depth);
  }

  private ModuleLoad plus(ModuleLoad other) {
    return new ModuleLoad(
        processes + other.processes, waiting + other.waiting, Math.max(longest, other.longest));
  }
}
