package dev.dream.registry;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartResult;
import dev.dream.process.Name;
import dev.dream.process.NameTakenException;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Via;
import dev.dream.supervisor.ChildSpec;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A registry whose keys lead to one process each, so that a key can be a name: {@link #via}.
 * Elixir: Registry with {@code keys: :unique}.
 */
public final class UniqueRegistry<K, V> extends Registry<K, V> {

  private UniqueRegistry(Node node, Supplier<Name> name) {
    super(node, name, RegistrySpec.Keys.UNIQUE);
  }

  /**
   * Returns a registry as a permanent child, named as its id; if that is still to be given, it is
   * to be {@code named()} then. Elixir: {@code Registry.child_spec/1}.
   */
  public static <K, V> ChildSpec<UniqueRegistry<K, V>> childSpec(String id) {
    return childSpec(id, RegistrySpec.unique());
  }

  /** Returns a registry whose id is still to be given, as a child. */
  public static <K, V> ChildSpec<UniqueRegistry<K, V>> childSpec() {
    return childSpec("");
  }

  /** Returns a registry with listeners or metadata as a child; as {@link #childSpec(String)}. */
  public static <K, V> ChildSpec<UniqueRegistry<K, V>> childSpec(String id, RegistrySpec spec) {
    return child(id, spec, RegistrySpec.Keys.UNIQUE);
  }

  /** Returns a reference to the registry that has, or will have, this name. */
  public static <K, V> UniqueRegistry<K, V> named(Node node, String name) {
    return named(node, new Known(new Name(name)));
  }

  /** Returns a reference to a registry whose name is asked for at each use: it is not known yet. */
  public static <K, V> UniqueRegistry<K, V> named(Node node, Supplier<Name> name) {
    return new UniqueRegistry<>(node, name);
  }

  /** Returns, in a process, a reference to the registry of this name. */
  public static <K, V> UniqueRegistry<K, V> named(String name) {
    return named(Node.current(), name);
  }

  @Override
  public void register(K key, V value) {
    Pid holder = tryAdd(key, value);
    if (holder != null) {
      throw new NameTakenException(via(key), holder);
    }
  }

  /** Registers the calling process, or tells who has the key; as {@link #register}. */
  public RegisterResult tryRegister(K key, V value) {
    Pid holder = tryAdd(key, value);
    return holder == null ? new RegisterResult.Ok() : new RegisterResult.AlreadyRegistered(holder);
  }

  /**
   * A value that has been replaced.
   *
   * @param value the new one
   * @param before the old one
   */
  public record Updated<V>(V value, @Nullable V before) {}

  /**
   * Replaces the value that the calling process has under a key; nothing if it does not have it.
   * Listeners are not told. Elixir: {@code Registry.update_value/3}.
   */
  @SuppressWarnings("NullAway") // the value is null if it was named via(key)
  public Optional<Updated<V>> updateValue(K key, UnaryOperator<V> update) {
    Slot<K, V> slot = table("updateValue").entries().own(self("updateValue"), key);
    if (slot == null) {
      return Optional.empty();
    }
    V before = slot.value;
    V value = update.apply(before);
    slot.value = value;
    return Optional.of(new Updated<>(value, before));
  }

  /** Returns who has a key. Elixir: {@code Registry.whereis_name/1}. */
  public Optional<Pid> whereis(K key) {
    Slot<K, V> slot = table("whereis").entries().first(key);
    return slot == null ? Optional.empty() : Optional.of(slot.owner.pid());
  }

  /**
   * Sends a message to who has a key. Elixir: {@code Registry.send/2}.
   *
   * @throws IllegalArgumentException if nobody has it
   */
  public void send(K key, Object message) {
    node().send(via(key), message);
  }

  /**
   * Returns a key as a name: for {@code StartOptions} and {@code ChildSpec}, which start a process
   * registered under it, and wherever an address is wanted. The entry's value is null. Elixir:
   * {@code {:via, Registry, {registry, key}}}.
   */
  public Via via(K key) {
    return new RegistryName<>(this, key, null);
  }

  /**
   * Returns a key as a name, under which a process is registered with a value. Elixir: {@code
   * {:via, Registry, {registry, key, value}}}.
   */
  public Via via(K key, V value) {
    return new RegistryName<>(this, key, value);
  }

  /** Returns a reference to the server that has, or will have, a key. */
  public <G> ServerRef<G> ref(K key) {
    return ServerRef.of(node(), via(key));
  }

  /**
   * Returns who has a key, or starts a process under it. Of many threads that ask at the same time
   * one starts the process, and all get it; its {@code init} may still be running then. Costs a
   * look into a map when the process is there.
   *
   * <p>In OTP this is a {@code start_child} whose {@code already_started} counts as success.
   *
   * @param start starts the process under the name that it is given, such as {@code name ->
   *     Supervisor.startChild(rooms, room.name(name))}; may be called although another is faster
   * @throws StartException if it did not start
   * @throws IllegalStateException if {@code start} did not use the name
   */
  public Pid lookupOrStart(K key, Function<? super Via, ? extends StartResult> start) {
    Optional<Pid> present = whereis(key);
    while (present.isEmpty()) {
      present = started(key, start.apply(via(key)));
    }
    return present.get();
  }

  /** Returns the process, or nothing if another had the key but has ended by now. */
  private Optional<Pid> started(K key, StartResult result) {
    return switch (result) {
      case StartResult.Started(Pid pid) -> {
        requireKey(key, pid);
        yield Optional.of(pid);
      }
      case StartResult.AlreadyStarted(Pid pid) -> Optional.of(pid).filter(node()::alive);
      case StartResult.Ignored _, StartResult.Failed _ ->
          throw new StartException(via(key).toString(), result);
    };
  }

  private void requireKey(K key, Pid started) {
    if (whereis(key).isEmpty() && node().alive(started)) {
      throw new IllegalStateException(
          "start %s failed: %s runs, but not under that name; pass the name on to its StartOptions or ChildSpec"
              .formatted(via(key), started));
    }
  }
}
