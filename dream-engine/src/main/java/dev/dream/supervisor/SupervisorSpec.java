package dev.dream.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A supervisor: its strategy, its limit, its first children. Immutable; each method returns a
 * changed copy. Elixir: what {@code Supervisor.init/2} returns.
 *
 * @param strategy who is restarted together
 * @param maxRestarts how many restarts are allowed within the period; one more and it gives up
 * @param period over which restarts are counted
 * @param autoShutdown whether it ends with its significant children
 * @param children in start order
 */
public record SupervisorSpec(
    Strategy strategy,
    int maxRestarts,
    Duration period,
    AutoShutdown autoShutdown,
    List<ChildSpec<?>> children)
    implements SupervisorInit<SupervisorSpec> {

  /** How many restarts are allowed if nothing else is said. */
  public static final int DEFAULT_MAX_RESTARTS = 3;

  /** The period if nothing else is said. */
  public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(5);

  /** Refuses impossible limits and children without an id or with the same. */
  public SupervisorSpec {
    RestartLimit.check(maxRestarts, period);
    children = List.copyOf(children);
    Set<String> ids = new HashSet<>();
    for (ChildSpec<?> child : children) {
      if (child.id().isBlank()) {
        throw new IllegalArgumentException("a child of a supervisor needs an id: " + child);
      }
      if (!ids.add(child.id())) {
        throw new DuplicateChildException(child.id());
      }
    }
  }

  /** Returns a supervisor that restarts only the child that ended. */
  public static SupervisorSpec oneForOne(ChildSpec<?>... children) {
    return of(Strategy.ONE_FOR_ONE, List.of(children));
  }

  /** Returns a supervisor that restarts all children when one ended. */
  public static SupervisorSpec oneForAll(ChildSpec<?>... children) {
    return of(Strategy.ONE_FOR_ALL, List.of(children));
  }

  /** Returns a supervisor that restarts the child that ended and those started after it. */
  public static SupervisorSpec restForOne(ChildSpec<?>... children) {
    return of(Strategy.REST_FOR_ONE, List.of(children));
  }

  /** Returns a supervisor with three restarts in five seconds. */
  public static SupervisorSpec of(Strategy strategy, List<ChildSpec<?>> children) {
    return new SupervisorSpec(
        strategy, DEFAULT_MAX_RESTARTS, DEFAULT_PERIOD, AutoShutdown.NEVER, children);
  }

  /** Returns this supervisor with another limit. */
  public SupervisorSpec maxRestarts(int restarts, Duration within) {
    return new SupervisorSpec(strategy, restarts, within, autoShutdown, children);
  }

  /** Returns this supervisor, ending with its significant children or not. */
  public SupervisorSpec autoShutdown(AutoShutdown when) {
    return new SupervisorSpec(strategy, maxRestarts, period, when, children);
  }

  @Override
  public SupervisorSpec map(UnaryOperator<SupervisorSpec> change) {
    return change.apply(this);
  }

  /** Returns this supervisor with one more child, started last. */
  public SupervisorSpec with(ChildSpec<?> child) {
    List<ChildSpec<?>> more = new ArrayList<>(children);
    more.add(child);
    return new SupervisorSpec(strategy, maxRestarts, period, autoShutdown, more);
  }
}
