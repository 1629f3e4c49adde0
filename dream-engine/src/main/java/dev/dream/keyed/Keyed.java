package dev.dream.keyed;

import dev.dream.genserver.Server;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Processes of one kind, one for each key: an order desk per customer, a room per number. Each is
 * started by the first who needs it, found by its key from then on, and restarted under it. In OTP
 * this is a Registry with a DynamicSupervisor, and some code around them.
 *
 * {@snippet class="dev.dream.keyed.KeyedTest" region="example"}
 *
 * <p><b>The start.</b> {@link #get} starts nothing; the first call or cast through what it returns
 * does, and waits for {@code init}, a cast too: at most as long as a call may take that says
 * nothing else. Of many that come at once one starts the process, and all reach it. If {@code init}
 * fails, whoever waits gets the reason, as a {@link dev.dream.genserver.StartException} if he has
 * begun the start, and as a {@link dev.dream.genserver.CallException} if he came upon it. Nothing
 * is left then, and the next use tries again. Starts of keys that fall to the same partition come
 * one after the other, as under any supervisor, so long work belongs after {@code init}, into
 * {@code handleContinue}; an {@code init} that itself needs the start of another key in its own
 * partition would wait for ever; that use is refused as a deadlock, with reason timeout.
 *
 * <p><b>The idle stop.</b> With an {@link KeyedSpec#idleTimeout} a process stops when it has had
 * nothing to do for so long. Nothing is lost by that: it first closes its mailbox, which succeeds
 * only if nothing is there, then runs {@code terminate}, then ends and gives the key free. Who
 * sends meanwhile waits for that, and starts the next.
 *
 * <p><b>The restart.</b> After a crash the supervisor starts the process of the key again. Who
 * calls in between reaches the new one; but if the restart waits, by a {@link KeyedSpec#backoff},
 * or has failed and is tried again, a call, and a cast, fails at once with a {@code CallException}
 * whose reason is noproc. There are never two of one key. If its supervisor gives up, all of its
 * partition end with it, and are started again when they are needed.
 *
 * <p>May be used from any thread, process or not.
 *
 * @param <K> the keys; compared by {@code equals}, and never changed
 * @param <T> what reaches the process of a key: the interface of a service, or a {@link ServerRef}
 */
public interface Keyed<K, T> {

  /**
   * Returns processes that are called through an interface; see {@link Service}.
   *
   * @param implementation makes the implementation for a key, in the new process
   * @throws IllegalArgumentException if this is no interface whose methods can be sent
   */
  static <K, T> KeyedSpec<K, T> service(
      Class<T> type, Function<? super K, ? extends T> implementation) {
    return KeyedSpec.of(
        key -> Service.server(type, () -> implementation.apply(key)),
        server -> Service.client(type, server));
  }

  /**
   * Returns processes that are servers of any kind.
   *
   * @param server makes the server for a key, in the new process
   */
  static <K, G extends Server> KeyedSpec<K, ServerRef<G>> server(
      Function<? super K, ? extends G> server) {
    return KeyedSpec.of(key -> () -> server.apply(key), KeyedSpec::typed);
  }

  /**
   * Returns the client of what is specified.
   *
   * @param spec asked at the first use
   * @param timeout how long calls wait that name no limit
   */
  static <K, T> Keyed<K, T> of(
      Node node, Supplier<? extends KeyedSpec<K, T>> spec, Duration timeout) {
    return new KeyedClient<>(node, spec, timeout);
  }

  /**
   * Returns what reaches the process of a key. It may be kept: each use finds the process, or
   * starts it.
   */
  T get(K key);

  /** Returns the process of a key, if it runs or starts; starts none. */
  Optional<Pid> whereis(K key);

  /** Returns the keys of all processes that run, in no order. */
  List<K> keys();

  /** Counts the processes that run. */
  long count();

  /**
   * Stops the process of a key as its supervisor would, and waits for its end; the next use starts
   * another. One that waits for its restart is not started again.
   *
   * @return false if there was none
   */
  boolean stop(K key);
}
