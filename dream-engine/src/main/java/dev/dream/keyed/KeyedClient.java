package dev.dream.keyed;

import dev.dream.genserver.ServerRef;
import dev.dream.process.Name;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Via;
import dev.dream.registry.Entry;
import dev.dream.registry.UniqueRegistry;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.PartitionSupervisor;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the processes by the registry, and has them started by the partitions. Any thread. */
final class KeyedClient<K, T> implements Keyed<K, T> {

  private final Node node;
  private final Supplier<? extends KeyedSpec<K, T>> source;
  private final Duration timeout;
  private final UniqueRegistry<K, Object> registry;

  // Found at the first use, by any thread and without order: it is immutable.
  private @Nullable KeyedSpec<K, T> known;

  KeyedClient(Node node, Supplier<? extends KeyedSpec<K, T>> source, Duration timeout) {
    this.node = node;
    this.source = source;
    this.timeout = timeout;
    this.registry = UniqueRegistry.named(node, () -> new Name(spec().id()));
  }

  @Override
  public T get(K key) {
    Objects.requireNonNull(key, "key");
    ServerRef<Object> server = ServerRef.of(node, new KeyAddress<>(this, key));
    return spec().clientOf(server.withTimeout(timeout));
  }

  @Override
  public Optional<Pid> whereis(K key) {
    return registry.whereis(key);
  }

  @Override
  public List<K> keys() {
    return registry.select(_ -> true).stream().map(Entry::key).toList();
  }

  @Override
  public long count() {
    return registry.count();
  }

  @Override
  public boolean stop(K key) {
    try {
      DynamicSupervisor.terminateNamedChild(partition(key), nameOf(key), Processes.INFINITY);
      return true;
    } catch (ChildException refused) {
      if (refused.refusal() == ChildException.Refusal.NOT_FOUND) {
        return false;
      }
      throw refused;
    }
  }

  Node node() {
    return node;
  }

  KeyedSpec<K, T> spec() {
    KeyedSpec<K, T> spec = known;
    if (spec == null) {
      spec = source.get();
      known = spec;
    }
    return spec;
  }

  Via nameOf(K key) {
    return registry.via(key);
  }

  /** Returns the supervisor that is to start the process of a key. */
  ServerRef<DynamicSupervisor> partition(K key) {
    Name partitions = new Name(spec().partitionsName());
    return ServerRef.of(node, PartitionSupervisor.via(node, partitions, key));
  }

  @Override
  public String toString() {
    return "Keyed[" + registry.name() + "]";
  }
}
