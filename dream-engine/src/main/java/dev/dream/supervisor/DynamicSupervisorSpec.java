package dev.dream.supervisor;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A dynamic supervisor: its limits. Immutable; each method returns a changed copy. Elixir: what
 * {@code DynamicSupervisor.init/1} returns.
 *
 * @param maxRestarts how many restarts are allowed within the period; one more and it gives up
 * @param period over which restarts are counted
 * @param maxChildren how many children it may have, those that are being restarted included
 */
public record DynamicSupervisorSpec(int maxRestarts, Duration period, int maxChildren)
    implements SupervisorInit<DynamicSupervisorSpec> {

  /** Any number of children. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Three restarts in five seconds, any number of children. */
  public static final DynamicSupervisorSpec DEFAULT =
      new DynamicSupervisorSpec(
          SupervisorSpec.DEFAULT_MAX_RESTARTS, SupervisorSpec.DEFAULT_PERIOD, UNLIMITED);

  /** Refuses impossible limits. */
  public DynamicSupervisorSpec {
    RestartLimit.check(maxRestarts, period);
    if (maxChildren < 0) {
      throw new IllegalArgumentException(
          "maxChildren must not be negative, but was " + maxChildren);
    }
  }

  @Override
  public DynamicSupervisorSpec map(UnaryOperator<DynamicSupervisorSpec> change) {
    return change.apply(this);
  }

  /** Returns this supervisor with another limit of restarts. */
  public DynamicSupervisorSpec maxRestarts(int restarts, Duration within) {
    return new DynamicSupervisorSpec(restarts, within, maxChildren);
  }

  /** Returns this supervisor with another limit of children. */
  public DynamicSupervisorSpec maxChildren(int children) {
    return new DynamicSupervisorSpec(maxRestarts, period, children);
  }
}
