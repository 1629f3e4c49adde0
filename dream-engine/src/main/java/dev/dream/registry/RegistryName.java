package dev.dream.registry;

import dev.dream.process.NameTakenException;
import dev.dream.process.Pid;
import dev.dream.process.Via;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of a unique registry as a name. Only the process itself gives a key back, and only its
 * starter registers it, before it runs.
 */
final class RegistryName<K, V> implements Via {

  private final UniqueRegistry<K, V> registry;
  private final K key;
  private final @Nullable V value;

  RegistryName(UniqueRegistry<K, V> registry, K key, @Nullable V value) {
    this.registry = registry;
    this.key = key;
    this.value = value;
  }

  @Override
  public Optional<Pid> whereis() {
    return registry.whereis(key);
  }

  @Override
  public void register(Pid pid) {
    Table<K, V> table = registry.table("register");
    Pid holder;
    try {
      holder = table.register(registry.node(), pid, key, value);
    } catch (RuntimeException listenerMissing) {
      table.entries().unregister(pid, key, _ -> true);
      throw listenerMissing;
    }
    if (holder != null) {
      throw new NameTakenException(this, holder);
    }
  }

  /** Does nothing if the registry has ended. */
  @Override
  public void unregister(Pid pid) {
    registry.node().self(); // refused for a killed process
    registry.running().ifPresent(table -> table.unregister(registry.node(), pid, key, _ -> true));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RegistryName<?, ?> name
        && name.registry.node() == registry.node()
        && name.registry.name().equals(registry.name())
        && name.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** Returns registry and key: {@code {"rooms", 42}}. */
  @Override
  public String toString() {
    Object shown = key instanceof CharSequence ? "\"" + key + '"' : key;
    return "{\"" + registry.name() + "\", " + shown + '}';
  }
}
