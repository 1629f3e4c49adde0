package dev.dream.registry;

import dev.dream.process.Node;
import dev.dream.process.Pid;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A registry as seen from outside, without its types and without asking it: for tools that show
 * what there is. Each method looks at what the registry has at that moment; once the registry has
 * ended, that is nothing. Any thread.
 */
public final class RegistryInfo {

  private final Table<?, ?> table;

  private RegistryInfo(Table<?, ?> table) {
    this.table = table;
  }

  /** Returns all registries that run, sorted by name. */
  public static List<RegistryInfo> all(Node node) {
    return node.registered().stream().flatMap(name -> of(node, name).stream()).toList();
  }

  /** Returns the registry that has this name, if one runs. */
  public static Optional<RegistryInfo> of(Node node, String name) {
    return node.whereis(name)
        .flatMap(node.kernel()::observe)
        .filter(Table.class::isInstance)
        .map(table -> new RegistryInfo((Table<?, ?>) table));
  }

  /** Returns its name. */
  public String name() {
    return table.name();
  }

  /** Returns what keys it has. */
  public RegistrySpec.Keys keys() {
    return table.spec().keys();
  }

  /** Counts all entries. */
  public long count() {
    return table.entries().size();
  }

  /** Returns all entries, in no order, each read when the stream comes to it. */
  public Stream<Entry<?, ?>> entries() {
    return table.entries().all().map(Slot::entry);
  }

  /** Returns the keys of a process, in order of registration. Costs the same for any registry. */
  public List<?> keys(Pid pid) {
    return table.entries().of(pid).map(slot -> slot.key).toList();
  }

  @Override
  public String toString() {
    return "RegistryInfo[\"" + name() + "\"]";
  }
}
