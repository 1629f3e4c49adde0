package dev.dream.registry;

import dev.dream.genserver.GenServer;
import dev.dream.process.Name;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.ChildType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client side of a registry: keys that lead to processes. Elixir: Registry.
 *
 * <p>May be used from any thread, process or not; only {@link #register} and what takes an entry
 * away act as the calling process. The registry is found by its name at each use, so a reference
 * survives restarts, after which the registry is empty. No function asks a process or waits for
 * one. Each throws {@link IllegalArgumentException} if no such registry runs.
 *
 * <p>An entry is gone when its process has ended: who gets the {@code Down} or the exit signal does
 * not find it any more. A registering process is linked to the registry while it has entries, and
 * ends with it.
 *
 * <p>Nothing holds the registry to {@code K} and {@code V} but its users: agree on them in one
 * place.
 *
 * @param <K> the keys; compared by {@code equals}
 * @param <V> what a process gives with a key
 */
public abstract sealed class Registry<K, V> permits UniqueRegistry, DuplicateRegistry {

  private final Node node;
  private final Supplier<Name> name;
  private final RegistrySpec.Keys keys;

  // What was found last, by any thread and without order: it is looked at before it is used.
  private @Nullable Table<K, V> known;

  Registry(Node node, Supplier<Name> name, RegistrySpec.Keys keys) {
    this.node = node;
    this.name = name;
    this.keys = keys;
  }

  record Known(Name get) implements Supplier<Name> {}

  /** Returns the registry's name. */
  public String name() {
    return name.get().value();
  }

  /** Returns a registry as a child, named as its id. */
  static <G> ChildSpec<G> child(String id, RegistrySpec spec, RegistrySpec.Keys keys) {
    if (spec.keys() != keys) {
      throw new IllegalArgumentException(
          "the keys of registry \"%s\" must be %s, but are %s".formatted(id, keys, spec.keys()));
    }
    ChildSpec<G> child =
        ChildSpec.child(id, options -> GenServer.tryStartLink(spec, options), ChildType.WORKER);
    return id.isBlank() ? child : child.named();
  }

  // --- reading

  /** Returns the entries under a key, oldest first. Elixir: {@code Registry.lookup/2}. */
  public List<Entry<K, V>> lookup(K key) {
    return table("lookup").entries().at(key).map(Slot::entry).toList();
  }

  /**
   * Returns the entries under a key whose value fits, oldest first. A predicate stands for Elixir's
   * pattern and guards. Elixir: {@code Registry.match/4}.
   */
  public List<Entry<K, V>> match(K key, Predicate<? super V> value) {
    return table("match").entries().at(key).filter(s -> fits(s, value)).map(Slot::entry).toList();
  }

  /** Counts the entries under a key whose value fits. Elixir: {@code Registry.count_match/4}. */
  public long countMatch(K key, Predicate<? super V> value) {
    return table("countMatch").entries().at(key).filter(slot -> fits(slot, value)).count();
  }

  /** Returns all entries that fit, in no order. Elixir: {@code Registry.select/2}. */
  public List<Entry<K, V>> select(Predicate<? super Entry<K, V>> which) {
    return table("select").entries().all().map(Slot::entry).filter(which).toList();
  }

  /** Counts all entries that fit. Elixir: {@code Registry.count_select/2}. */
  public long countSelect(Predicate<? super Entry<K, V>> which) {
    return table("countSelect").entries().all().map(Slot::entry).filter(which).count();
  }

  /** Counts all entries. Elixir: {@code Registry.count/1}. */
  public long count() {
    return table("count").entries().size();
  }

  /**
   * Returns the keys of a process, in order of registration; one several times if the process has
   * several entries under it. Elixir: {@code Registry.keys/2}.
   */
  public List<K> keys(Pid pid) {
    return table("keys").entries().of(pid).map(slot -> slot.key).toList();
  }

  /**
   * Returns the values that a process has under a key, oldest first; null for one that was named
   * {@code via(key)}. Elixir: {@code Registry.values/3}.
   */
  public List<@Nullable V> values(K key, Pid pid) {
    List<@Nullable V> values = new ArrayList<>();
    table("values").entries().of(pid, key).forEach(slot -> values.add(slot.value));
    return values;
  }

  /**
   * Hands the entries under a key to an action, in the calling thread; does nothing if there are
   * none. What the action throws comes out. Elixir: {@code Registry.dispatch/4}, whose option
   * {@code parallel} is for partitions.
   */
  public void dispatch(K key, Consumer<? super List<Entry<K, V>>> action) {
    List<Entry<K, V>> entries = lookup(key);
    if (!entries.isEmpty()) {
      action.accept(entries);
    }
  }

  // --- writing

  /**
   * Registers the calling process under a key, with a value, and links it to the registry. Elixir:
   * {@code Registry.register/3}.
   *
   * @throws IllegalStateException on a thread that runs no process: a process registers itself, or
   *     is started under a name of {@link UniqueRegistry#via}
   * @throws dev.dream.process.NameTakenException if keys are unique and it is taken
   */
  public abstract void register(K key, V value);

  /** Registers the calling process; returns who has the key instead, if somebody does. */
  final @Nullable Pid tryAdd(K key, @Nullable V value) {
    Pid self = self("register");
    return table("register").register(node, self, key, value);
  }

  /**
   * Removes all entries of the calling process under a key; its link to the registry goes with its
   * last entry. Does nothing for a key that it does not have. Elixir: {@code
   * Registry.unregister/2}.
   */
  public void unregister(K key) {
    unregisterMatch(key, _ -> true);
  }

  /**
   * Removes the entries of the calling process under a key whose value fits. Elixir: {@code
   * Registry.unregister_match/4}.
   */
  public void unregisterMatch(K key, Predicate<? super V> value) {
    Pid self = self("unregister");
    table("unregister").unregister(node, self, key, value);
  }

  // --- metadata

  /** Returns what the registry keeps under a key of its own. Elixir: {@code Registry.meta/2}. */
  public Optional<Object> meta(Object key) {
    return Optional.ofNullable(table("meta").meta().get(key));
  }

  /** Keeps something with the registry until it ends. Elixir: {@code Registry.put_meta/3}. */
  public void putMeta(Object key, Object value) {
    table("putMeta").meta().put(key, value);
  }

  /** Forgets what is kept under a key. Elixir: {@code Registry.delete_meta/2}. */
  public void deleteMeta(Object key) {
    table("deleteMeta").meta().remove(key);
  }

  // --- for the two kinds

  final Node node() {
    return node;
  }

  final Optional<Table<K, V>> running() {
    return node.kernel().observe(name.get()).filter(Table.class::isInstance).map(Registry::typed);
  }

  final Table<K, V> table(String operation) {
    node.kernel().requireAlive();
    Table<K, V> table = known;
    return table != null && table.isCurrent(node, name.get()) ? table : find(operation);
  }

  private Table<K, V> find(String operation) {
    known = null; // or a reference would keep what has ended
    Table<K, V> table = running().orElseThrow(() -> unknown(operation));
    if (table.spec().keys() != keys) {
      throw new IllegalArgumentException(
          "%s in registry %s failed: its keys are %s, not %s"
              .formatted(operation, name.get(), table.spec().keys(), keys));
    }
    known = table;
    return table;
  }

  final Pid self(String operation) {
    return node.self()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no current process: %s in registry %s was called on thread \"%s\"; a process"
                            .formatted(operation, name.get(), Thread.currentThread().getName())
                        + " registers itself, or is started under via(key)"));
  }

  private IllegalArgumentException unknown(String operation) {
    return new IllegalArgumentException(
        "%s in registry %s failed: no registry of that name runs; is its supervisor started? %s"
            .formatted(operation, name.get(), node.kernel().someRegistered()));
  }

  @SuppressWarnings("unchecked") // the registry's users agree on the types
  private static <K, V> Table<K, V> typed(Object table) {
    return (Table<K, V>) table;
  }

  private static <V> boolean fits(Slot<?, V> slot, Predicate<? super V> fits) {
    return Entries.fits(slot, fits);
  }

  @Override
  public String toString() {
    return "Registry[" + name.get() + "]";
  }
}
