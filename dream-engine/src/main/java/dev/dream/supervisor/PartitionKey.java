package dev.dream.supervisor;

import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessName;
import dev.dream.process.Via;
import java.util.Optional;

/** The partition of a key, whoever that is at the time. Elixir: its via tuple. */
record PartitionKey(Node node, ProcessName supervisor, Object key) implements Via {

  @Override
  public Optional<Pid> whereis() {
    return PartitionSupervisor.table(node, supervisor)
        .flatMap(partitions -> partitions.find(key))
        .filter(node::alive);
  }

  @Override
  public void register(Pid pid) {
    throw new IllegalArgumentException(
        "register %s failed: only %s starts its partitions".formatted(this, supervisor));
  }

  @Override
  public void unregister(Pid pid) {
    throw new IllegalArgumentException(
        "unregister %s failed: only %s stops its partitions".formatted(this, supervisor));
  }

  /** Returns nothing also if nobody keeps the supervisor's own name. */
  private Optional<Partitions> table() {
    try {
      return PartitionSupervisor.table(node, supervisor);
    } catch (IllegalArgumentException noKeeper) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return table()
        .map(
            partitions ->
                "partition " + Partitions.indexOf(key, partitions.count()) + " of " + supervisor)
        .orElseGet(
            () ->
                "partition for %s of %s (no partition supervisor has that name)"
                    .formatted(key, supervisor));
  }
}
