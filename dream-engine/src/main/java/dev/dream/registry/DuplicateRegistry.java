package dev.dream.registry;

import dev.dream.process.Name;
import dev.dream.process.Node;
import dev.dream.supervisor.ChildSpec;
import java.util.function.Supplier;

/**
 * A registry whose keys lead to any number of processes, and to one several times: topics and who
 * subscribed to them. Elixir: Registry with {@code keys: :duplicate}.
 */
public final class DuplicateRegistry<K, V> extends Registry<K, V> {

  private DuplicateRegistry(Node node, Supplier<Name> name) {
    super(node, name, RegistrySpec.Keys.DUPLICATE);
  }

  /**
   * Returns a registry as a permanent child, named as its id; if that is still to be given, it is
   * to be {@code named()} then. Elixir: {@code Registry.child_spec/1}.
   */
  public static <K, V> ChildSpec<DuplicateRegistry<K, V>> childSpec(String id) {
    return childSpec(id, RegistrySpec.duplicate());
  }

  /** Returns a registry whose id is still to be given, as a child. */
  public static <K, V> ChildSpec<DuplicateRegistry<K, V>> childSpec() {
    return childSpec("");
  }

  /** Returns a registry with listeners or metadata as a child; as {@link #childSpec(String)}. */
  public static <K, V> ChildSpec<DuplicateRegistry<K, V>> childSpec(String id, RegistrySpec spec) {
    return child(id, spec, RegistrySpec.Keys.DUPLICATE);
  }

  /** Returns a reference to the registry that has, or will have, this name. */
  public static <K, V> DuplicateRegistry<K, V> named(Node node, String name) {
    return named(node, new Known(new Name(name)));
  }

  /** Returns a reference to a registry whose name is asked for at each use: it is not known yet. */
  public static <K, V> DuplicateRegistry<K, V> named(Node node, Supplier<Name> name) {
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
