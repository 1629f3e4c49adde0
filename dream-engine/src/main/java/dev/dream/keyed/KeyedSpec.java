package dev.dream.keyed;

import dev.dream.genserver.Server;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.Mailbox;
import dev.dream.process.Via;
import dev.dream.process.Wording;
import dev.dream.registry.UniqueRegistry;
import dev.dream.supervisor.Backoff;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.ChildType;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How the process of a key is made, kept and stopped. Made by {@link Keyed#service} and {@link
 * Keyed#server}; immutable, each method returns a changed copy.
 *
 * <p>Its {@link #childSpec} is a supervisor of two: the registry of the keys, which has the id as
 * its name, and the partitions, each a dynamic supervisor of the processes whose keys fall to it.
 * If the registry ends, so does everything, as no key would be known any more.
 *
 * @param <K> the keys
 * @param <T> what reaches the process of a key
 */
public final class KeyedSpec<K, T> {

  private static final int KEY_SHOWN = 60;

  private final String id;
  private final Function<? super K, ? extends Supplier<? extends Server>> server;
  private final Function<ServerRef<?>, ? extends T> client;
  private final ChildSpec<?> child;
  private final DynamicSupervisorSpec supervisor;
  private final int partitions;

  private KeyedSpec(
      String id,
      Function<? super K, ? extends Supplier<? extends Server>> server,
      Function<ServerRef<?>, ? extends T> client,
      ChildSpec<?> child,
      DynamicSupervisorSpec supervisor,
      int partitions) {
    if (child.restart() == Restart.PERMANENT && child.options().idleTimeout() != null) {
      throw new IllegalArgumentException(
          "a permanent process would be restarted after each idle stop; make it transient, or"
              + " leave the idle timeout out");
    }
    this.id = id;
    this.server = server;
    this.client = client;
    this.child = child;
    this.supervisor = supervisor;
    this.partitions = partitions;
  }

  static <K, T> KeyedSpec<K, T> of(
      Function<? super K, ? extends Supplier<? extends Server>> server,
      Function<ServerRef<?>, ? extends T> client) {
    ChildSpec<?> child =
        ChildSpec.child("", KeyedSpec::notYet, ChildType.WORKER).restart(Restart.TRANSIENT);
    return new KeyedSpec<>(
        "",
        server,
        client,
        child,
        DynamicSupervisorSpec.DEFAULT,
        Runtime.getRuntime().availableProcessors());
  }

  private static StartResult notYet(StartOptions options) {
    throw new IllegalStateException("the child of no key was started: " + options);
  }

  @SuppressWarnings("unchecked") // that is what its spec starts
  static <G> ServerRef<G> typed(ServerRef<?> server) {
    return (ServerRef<G>) server;
  }

  /** Returns these processes under another id; a Spring bean takes its bean's name. */
  public KeyedSpec<K, T> id(String newId) {
    return new KeyedSpec<>(newId, server, client, child, supervisor, partitions);
  }

  /**
   * Returns these processes, each stopping when it has been idle for so long; see {@link
   * StartOptions#idleTimeout}. If nothing is said they run until they are stopped.
   *
   * @throws IllegalArgumentException if they are permanent
   */
  public KeyedSpec<K, T> idleTimeout(Duration timeout) {
    return child(child.idleTimeout(timeout));
  }

  /**
   * Returns these processes, so many at most, those that wait for a restart included. A use that
   * needs one more is refused with {@link TooManyProcessesException}. One supervisor counts them,
   * so there is one partition then.
   */
  public KeyedSpec<K, T> maxProcesses(int most) {
    return supervisor(supervisor.maxChildren(most));
  }

  /**
   * Returns these processes with another restart rule. They are transient if nothing is said; a
   * temporary one is started again by the next use, and does not count as a restart.
   *
   * @throws IllegalArgumentException if they are to be permanent and stop when idle
   */
  public KeyedSpec<K, T> restart(Restart restart) {
    return child(child.restart(restart));
  }

  /** Returns these processes with restarts that wait; see {@link ChildSpec#backoff}. */
  public KeyedSpec<K, T> backoff(Backoff backoff) {
    return child(child.backoff(backoff));
  }

  /** Returns these processes with a limit for the messages that may wait for each. */
  public KeyedSpec<K, T> mailbox(Mailbox limits) {
    return child(child.mailbox(limits));
  }

  /** Returns these processes with so much time to shut down. */
  public KeyedSpec<K, T> shutdown(Duration timeout) {
    return child(child.shutdown(timeout));
  }

  /** Returns these processes with another shutdown rule. */
  public KeyedSpec<K, T> shutdown(Shutdown shutdown) {
    return child(child.shutdown(shutdown));
  }

  /** Returns these processes with a limit for {@code init}, after which the start has failed. */
  public KeyedSpec<K, T> initTimeout(Duration timeout) {
    return child(child.initTimeout(timeout));
  }

  /** Returns these processes with a limit for callbacks, after which an alarm is raised. */
  public KeyedSpec<K, T> callbackLimit(Duration limit) {
    return child(child.callbackLimit(limit));
  }

  /** Returns these processes with another limit for the restarts in each partition. */
  public KeyedSpec<K, T> maxRestarts(int restarts, Duration within) {
    return supervisor(supervisor.maxRestarts(restarts, within));
  }

  /**
   * Returns these processes spread by their keys over so many supervisors, which start them
   * independently of each other; as many as there are processors if nothing is said.
   */
  public KeyedSpec<K, T> partitions(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, but was " + count);
    }
    return new KeyedSpec<>(id, server, client, child, supervisor, count);
  }

  private KeyedSpec<K, T> child(ChildSpec<?> newChild) {
    return new KeyedSpec<>(id, server, client, newChild, supervisor, partitions);
  }

  private KeyedSpec<K, T> supervisor(DynamicSupervisorSpec newSupervisor) {
    return new KeyedSpec<>(id, server, client, child, newSupervisor, partitions);
  }

  /** Returns the id, which is also the name of the registry of the keys; may be empty still. */
  public String id() {
    return id;
  }

  /** Returns how many processes there may be, if that is limited. */
  public Optional<Integer> maxProcesses() {
    return isLimited() ? Optional.of(supervisor.maxChildren()) : Optional.empty();
  }

  /** Returns how long a process may be idle, if it stops then. */
  public Optional<Duration> idleTimeout() {
    return Optional.ofNullable(child.options().idleTimeout());
  }

  /** Returns how many supervisors the processes are spread over. */
  public int partitions() {
    return isLimited() ? 1 : partitions;
  }

  private boolean isLimited() {
    return supervisor.maxChildren() != DynamicSupervisorSpec.UNLIMITED;
  }

  /**
   * Returns the supervisor of all, as a permanent child.
   *
   * @throws IllegalArgumentException if there is no id
   */
  public ChildSpec<Supervisor> childSpec() {
    if (id.isBlank()) {
      throw new IllegalArgumentException("processes by key need an id: call id(…) first");
    }
    ChildSpec<?> partition = ChildSpec.dynamicSupervisor("", supervisor);
    return ChildSpec.supervisor(
            id,
            SupervisorSpec.restForOne(
                UniqueRegistry.childSpec(id),
                ChildSpec.partitionSupervisor(
                    partitionsName(),
                    PartitionSupervisorSpec.of(partition).partitions(partitions()))))
        .name(id + ".supervisor");
  }

  String partitionsName() {
    return id + ".partitions";
  }

  /** Returns the child for a key, with a name that is the key. */
  ChildSpec<?> childOf(K key, Via name) {
    return child
        .id(Wording.shortened(Wording.shown(key), KEY_SHOWN))
        .name(name)
        .start(options -> Server.tryStartLink(server.apply(key), options));
  }

  /** Returns what reaches the server behind a reference. */
  T clientOf(ServerRef<?> reference) {
    return client.apply(reference);
  }
}
