package dev.dream.supervisor;

import dev.dream.genserver.CallException;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartException;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.Node;
import dev.dream.process.ProcessName;
import dev.dream.process.Processes;
import dev.dream.process.ReplySlot.Outcome;
import dev.dream.process.Via;
import java.util.Optional;

/**
 * A supervisor of several processes of one kind that share their work by keys: {@link #via} is
 * whoever is responsible for a key. Elixir: PartitionSupervisor.
 *
 * <p>It is a {@link Supervisor} whose children have the ids 0, 1 and so on, and takes what that
 * one's methods ask. A partition is found without asking it, so it is no bottleneck; a partition
 * that is being restarted is nobody, like an unknown name.
 */
public final class PartitionSupervisor extends Supervisor {

  private final Partitions partitions;

  private PartitionSupervisor(PartitionSupervisorSpec spec, Partitions partitions) {
    super(() -> partitions.tree(spec), _ -> {});
    this.partitions = partitions;
  }

  private PartitionSupervisor(PartitionSupervisorSpec spec) {
    this(spec, new Partitions(spec.partitions()));
  }

  /**
   * Starts a partition supervisor linked to the calling process, with its partitions. Elixir:
   * {@code PartitionSupervisor.start_link/1}.
   *
   * @param options must have a name: partitions are found by it
   * @throws StartException if a partition did not start; the others have been stopped again
   */
  public static ServerRef<PartitionSupervisor> startLink(
      PartitionSupervisorSpec spec, StartOptions options) {
    return GenServer.startLink(() -> new PartitionSupervisor(spec), requireName(options));
  }

  /** Starts a linked partition supervisor and returns how that went. */
  public static StartResult tryStartLink(PartitionSupervisorSpec spec, StartOptions options) {
    return GenServer.tryStartLink(() -> new PartitionSupervisor(spec), requireName(options));
  }

  /** Starts a partition supervisor from a thread that is no process; it is linked to nobody. */
  public static ServerRef<PartitionSupervisor> start(
      Node node, PartitionSupervisorSpec spec, StartOptions options) {
    return ServerRef.start(node, () -> new PartitionSupervisor(spec), requireName(options));
  }

  /**
   * Returns, in a process, whoever is the partition for a key: a whole number counts itself, modulo
   * the number of partitions and whatever its sign; anything else its hash code. Elixir: {@code
   * {:via, PartitionSupervisor, {name, key}}}.
   */
  public static Via via(String supervisor, Object key) {
    return via(Node.current(), new Name(supervisor), key);
  }

  /**
   * Returns, on any thread, whoever is the partition for a key; as {@link #via(String, Object)}.
   */
  public static Via via(Node node, ProcessName supervisor, Object key) {
    return new PartitionKey(node, supervisor, key);
  }

  /**
   * Returns, in a process, the number of partitions. Elixir: {@code
   * PartitionSupervisor.partitions/1}.
   *
   * @throws CallException if no partition supervisor has the name
   */
  public static int partitions(String supervisor) {
    return partitions(Node.current(), new Name(supervisor));
  }

  /** Returns, on any thread, the number of partitions; as {@link #partitions(String)}. */
  public static int partitions(Node node, ProcessName supervisor) {
    return table(node, supervisor)
        .orElseThrow(
            () ->
                CallException.of(
                    node,
                    "ask for partitions",
                    supervisor,
                    Processes.INFINITY,
                    new Outcome.Exited(ExitReason.NOPROC)))
        .count();
  }

  static Optional<Partitions> table(Node node, ProcessName supervisor) {
    return node.resolve(supervisor)
        .flatMap(node.kernel()::observe)
        .filter(LivePartitions.class::isInstance)
        .map(live -> ((LivePartitions) live).partitions());
  }

  @Override
  public Optional<Object> observe() {
    return super.observe().map(live -> new LivePartitions((LiveSupervisor) live, partitions));
  }

  private record LivePartitions(LiveSupervisor supervisor, Partitions partitions)
      implements LiveSupervisor {

    @Override
    public SupervisorInfo info() {
      return supervisor.info();
    }
  }

  private static StartOptions requireName(StartOptions options) {
    if (options.name() == null) {
      throw new IllegalArgumentException(
          "a partition supervisor needs a name: its partitions are found by it");
    }
    return options;
  }
}
