package dev.dream.registry;

import dev.dream.process.Node;

/**
 * A registry whose keys lead to any number of processes, and to one several times: topics and who
 * subscribed to them. Elixir: Registry with {@code keys: :duplicate}.
 */
public final class DuplicateRegistry<K, V> extends Registry<K, V> {

  private DuplicateRegistry(Node node, String name) {
    super(node, name, RegistrySpec.Keys.DUPLICATE);
  }

  /** Returns a reference to the registry that has, or will have, this name. */
  public static <K, V> DuplicateRegistry<K, V> named(Node node, String name) {
    return new DuplicateRegistry<>(node, name);
  }

  /** Returns, in a process, a reference to the registry of this name. */
  public static <K, V> DuplicateRegistry<K, V> named(String name) {
    return named(Node.current(), name);
  }

  @Override
  public void register(K key, V value) {
    tryAdd(key, value);
  }
}
