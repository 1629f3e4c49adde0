package dev.dream.supervisor;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * A partition supervisor: how many partitions, and what each is. Immutable; each method returns a
 * changed copy. Elixir: the options of {@code PartitionSupervisor.start_link/1}.
 *
 * @param partitions how many there are; fixed while the supervisor lives
 * @param child what the partition with this number is, from 0; the number replaces its id. Elixir:
 *     {@code child_spec} and {@code with_arguments}
 * @param strategy who is restarted together
 * @param maxRestarts how many restarts are allowed within the period; one more and it gives up
 * @param period over which restarts are counted
 */
public record PartitionSupervisorSpec(
    int partitions,
    IntFunction<? extends ChildSpec<?>> child,
    Strategy strategy,
    int maxRestarts,
    Duration period) {

  /** Refuses impossible limits and less than one partition. */
  public PartitionSupervisorSpec {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, but was " + partitions);
    }
    RestartLimit.check(maxRestarts, period);
  }

  /** Returns as many partitions as there are processors, each restarted for itself. */
  public static PartitionSupervisorSpec of(IntFunction<? extends ChildSpec<?>> child) {
    return new PartitionSupervisorSpec(
        Runtime.getRuntime().availableProcessors(),
        child,
        Strategy.ONE_FOR_ONE,
        SupervisorSpec.DEFAULT_MAX_RESTARTS,
        SupervisorSpec.DEFAULT_PERIOD);
  }

  /** Returns as many equal partitions as there are processors, each restarted for itself. */
  public static PartitionSupervisorSpec of(ChildSpec<?> child) {
    return of(_ -> child);
  }

  /** Returns this supervisor with so many partitions. */
  public PartitionSupervisorSpec partitions(int count) {
    return new PartitionSupervisorSpec(count, child, strategy, maxRestarts, period);
  }

  /** Returns this supervisor with another strategy. */
  public PartitionSupervisorSpec strategy(Strategy newStrategy) {
    return new PartitionSupervisorSpec(partitions, child, newStrategy, maxRestarts, period);
  }

  /** Returns this supervisor with another limit. */
  public PartitionSupervisorSpec maxRestarts(int restarts, Duration within) {
    return new PartitionSupervisorSpec(partitions, child, strategy, restarts, within);
  }
}
