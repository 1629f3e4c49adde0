package dev.dream.registry;

import dev.dream.process.Name;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a running registry's clients share: its entries, its metadata, and whom to tell. All of it
 * may be used from any thread.
 *
 * @param server the registry's process
 */
record Table<K, V>(
    Pid server,
    String name,
    RegistrySpec spec,
    ConcurrentMap<Object, Object> meta,
    Entries<K, V> entries) {

  /** Returns whether it is what a look-up by this name would find, or about to be replaced. */
  boolean isCurrent(Node node, Name asked) {
    return entries.isOpen() && node.kernel().isNamed(server, asked);
  }

  /** Adds an entry and tells the listeners; returns who has the key instead, if somebody does. */
  @Nullable Pid register(Node node, Pid pid, K key, @Nullable V value) {
    Pid holder;
    try {
      holder = entries.register(pid, key, value);
    } catch (Entries.TooLate ended) {
      node.self(); // is it the caller itself that has been killed? then this throws
      throw new IllegalArgumentException(
          "register %s in registry \"%s\" failed: %s"
              .formatted(
                  key, name, node.alive(pid) ? "it is being stopped" : pid + " is not alive"));
    }
    if (holder == null) {
      tell(node, new Registered(name, key, pid, value));
    }
    return holder;
  }

  /**
   * Removes entries. The listeners are told when none is left, and also when there was none, as in
   * Elixir.
   */
  void unregister(Node node, Pid pid, K key, Predicate<? super V> fits) {
    if (entries.unregister(pid, key, fits)) {
      tell(node, new Unregistered(name, key, pid));
    }
  }

  private void tell(Node node, Object event) {
    for (String listener : spec.listeners()) {
      if (!node.kernel().deliver(new Name(listener), event)) {
        throw new IllegalArgumentException(
            "%s was done, but the registry's listener \"%s\" cannot be told: no process has that"
                    .formatted(event, listener)
                + " name; start it before the registry is used");
      }
    }
  }
}
