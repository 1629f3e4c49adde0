package dev.dream.registry;

import dev.dream.genserver.GenServer;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Name;
import dev.dream.process.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How to start a registry. Immutable; each method returns a changed copy. It makes the registry's
 * server, so it is what a child specification wants: {@code ChildSpec.worker("rooms",
 * RegistrySpec.unique()).named()}. The registered name is the registry's name.
 *
 * <p>Elixir's {@code partitions} spread one table over several processes; here a table takes
 * writers at many keys at once, so there is nothing to choose.
 *
 * @param keys whether one key leads to one process or to several
 * @param listeners registered names that get {@link Registered} and {@link Unregistered}
 * @param meta what {@link Registry#meta} knows from the beginning
 */
public record RegistrySpec(Keys keys, List<String> listeners, Map<Object, Object> meta)
    implements Supplier<RegistryServer> {

  /** What keys a registry has. */
  public enum Keys {
    /** A key leads to one process at most. */
    UNIQUE,
    /** A key leads to any number of processes, and several times to one. */
    DUPLICATE
  }

  /** Refuses blank listeners. */
  public RegistrySpec {
    listeners = List.copyOf(listeners);
    listeners.forEach(Name::new);
    meta = Map.copyOf(meta);
  }

  /** Returns a registry with unique keys, for {@link UniqueRegistry}. */
  public static RegistrySpec unique() {
    return new RegistrySpec(Keys.UNIQUE, List.of(), Map.of());
  }

  /** Returns a registry whose keys several processes share, for {@link DuplicateRegistry}. */
  public static RegistrySpec duplicate() {
    return new RegistrySpec(Keys.DUPLICATE, List.of(), Map.of());
  }

  /** Returns this registry with the names of those to be told. */
  public RegistrySpec listeners(String... names) {
    return new RegistrySpec(keys, List.of(names), meta);
  }

  /** Returns this registry with one more thing known from the beginning. */
  public RegistrySpec meta(Object key, Object value) {
    Map<Object, Object> more = new HashMap<>(meta);
    more.put(key, value);
    return new RegistrySpec(keys, listeners, more);
  }

  /**
   * Starts the registry linked to the calling process. Elixir: {@code Registry.start_link/1}.
   *
   * @throws dev.dream.genserver.StartException if the name is taken
   */
  public ServerRef<RegistryServer> startLink(String name) {
    return GenServer.startLink(this, StartOptions.named(name));
  }

  /** Starts the registry linked to nobody, from any thread; as {@link #startLink}. */
  public ServerRef<RegistryServer> start(Node node, String name) {
    return ServerRef.start(node, this, StartOptions.named(name));
  }

  /** Makes the server; called by who starts it, in the new process. */
  @Override
  public RegistryServer get() {
    return new RegistryServer(this);
  }
}
