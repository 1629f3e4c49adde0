package dev.dream.spring.boot.autoconfigure;

import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.Child;
import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.SupervisorChange;
import dev.dream.supervisor.AutoShutdown;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.ChildType;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.supervisor.SupervisorStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes the children of the root supervisor, and what is below them, as the configuration says.
 * What is known is changed and checked before anything is started; what a supervisor makes anew at
 * each start, in its process then. If that fails, {@code failure} remembers it: written by that
 * process, read by the thread that waits for the start.
 */
final class TreeConfiguration {

  /** The key for all partitions of a partition supervisor. */
  private static final String EACH = "each";

  private final Map<String, Child> configured;
  private final ChildValues values;
  private final Readiness readiness;
  private final boolean ignoresUnknown;
  private final AtomicReference<@Nullable ChildPropertyException> failure = new AtomicReference<>();

  /**
   * Creates it.
   *
   * @param ignoresUnknown whether children of the root supervisor that do not exist are passed over
   */
  TreeConfiguration(
      Map<String, Child> configured,
      ChildValues values,
      Readiness readiness,
      boolean ignoresUnknown) {
    this.configured = configured;
    this.values = values;
    this.readiness = readiness;
    this.ignoresUnknown = ignoresUnknown;
  }

  /**
   * Returns the children, changed.
   *
   * @throws ChildPropertyException if the configuration does not fit them
   */
  List<RootChild> apply(List<RootChild> children) {
    failure.set(null);
    List<String> ids = children.stream().map(RootChild::id).toList();
    Map<String, Child> known =
        ignoresUnknown ? ConfiguredChildren.known(configured, ids) : configured;
    ConfiguredChildren changes = ConfiguredChildren.of(ChildPlace.ROOT, ids.stream(), known);
    return children.stream()
        .map(child -> child.with(changed(child.spec(), changes, child.bean())))
        .toList();
  }

  /** Returns why something could not be changed that was made at its start, if that happened. */
  Optional<ChildPropertyException> failure() {
    return Optional.ofNullable(failure.get());
  }

  private ChildSpec<?> changed(
      ChildSpec<?> spec, ConfiguredChildren changes, @Nullable String bean) {
    Child change = changes.child(spec.id());
    return change == null ? spec : changed(spec, changes.place(spec.id(), bean), change);
  }

  private <G> ChildSpec<G> changed(ChildSpec<G> spec, ChildPlace place, Child change) {
    ChildSpec<G> child = required(values.apply(place, spec, change), place, change);
    if (change.supervisor().equals(SupervisorChange.NONE) && change.children().isEmpty()) {
      return child;
    }
    return switch (child.start()) {
      case SupervisorStart.Static start -> child.start(tree(start, place, change));
      case SupervisorStart.Dynamic start -> child.start(dynamic(start, place, change));
      case SupervisorStart.Partitioned start ->
          child.start(start.with(it -> partitioned(it, place, change)));
      default -> throw noSupervisor(child.type(), place, change);
    };
  }

  private <G> ChildSpec<G> required(ChildSpec<G> child, ChildPlace place, Child change) {
    if (!Boolean.TRUE.equals(change.requiredForReadiness())) {
      return child;
    }
    if (child.type() == ChildType.SUPERVISOR) {
      throw place.failure(
          DreamChildrenProperties.REQUIRED,
          "it is a supervisor, which is ready once it has started",
          "Give the property to the children below it that continue after their init.");
    }
    return child.start(readiness.required(place, child.start()));
  }

  private static ChildPropertyException noSupervisor(
      ChildType type, ChildPlace place, Child change) {
    String property = change.supervisor().equals(SupervisorChange.NONE) ? "children" : "supervisor";
    return type == ChildType.WORKER
        ? place.failure(
            property,
            "it is no supervisor",
            "Remove the property, or give it to the supervisor that was meant.")
        : place.failure(
            property,
            "it is a supervisor that a start function of its own starts",
            "Specify it by ChildSpec.supervisor or the like, or remove the property.");
  }

  private SupervisorStart<?> tree(SupervisorStart.Static start, ChildPlace place, Child change) {
    SupervisorRules.of(place, change).apply(SupervisorSpec.oneForOne()); // are they possible?
    return start.with(tree -> remembering(() -> tree(tree, place, change)));
  }

  private SupervisorSpec tree(SupervisorSpec tree, ChildPlace place, Child change) {
    SupervisorSpec rules = SupervisorRules.of(place, change).apply(tree);
    ConfiguredChildren changes =
        ConfiguredChildren.of(
            place, tree.children().stream().map(ChildSpec::id), change.children());
    List<ChildSpec<?>> children = new ArrayList<>();
    for (ChildSpec<?> spec : tree.children()) {
      ChildSpec<?> child = changed(spec, changes, place.bean());
      requireFit(child, rules.autoShutdown(), place, change, changes);
      children.add(child);
    }
    return new SupervisorSpec(
        rules.strategy(), rules.maxRestarts(), rules.period(), rules.autoShutdown(), children);
  }

  /** Refuses what the configuration has made unfit; what a bean has, its start refuses. */
  private static void requireFit(
      ChildSpec<?> child,
      AutoShutdown autoShutdown,
      ChildPlace place,
      Child change,
      ConfiguredChildren changes) {
    String why = child.conflict(autoShutdown).orElse(null);
    if (why == null) {
      return;
    }
    Child own = changes.child(child.id());
    String action = "Correct the value, or remove it.";
    if (child.conflict(AutoShutdown.ALL_SIGNIFICANT).isEmpty()) {
      if (change.supervisor().autoShutdown() != null) {
        throw place.at("supervisor").failure("auto-shutdown", why, action);
      }
    } else if (own != null && own.restart() != null) {
      throw changes.place(child.id(), place.bean()).failure("restart", why, action);
    }
  }

  private SupervisorStart<?> dynamic(
      SupervisorStart.Dynamic start, ChildPlace place, Child change) {
    if (!change.children().isEmpty()) {
      throw place.failure(
          "children",
          "the children of a dynamic supervisor are started, and specified, by code",
          "Remove the property.");
    }
    SupervisorRules rules = SupervisorRules.of(place, change);
    rules.apply(DynamicSupervisorSpec.DEFAULT); // are they possible?
    return start.with(limits -> rules.apply(limits));
  }

  private PartitionSupervisorSpec partitioned(
      PartitionSupervisorSpec spec, ChildPlace place, Child change) {
    PartitionSupervisorSpec rules = SupervisorRules.of(place, change).apply(spec);
    requireEach(place.at("children"), change);
    Child each = change.children().get(EACH);
    return each == null
        ? rules
        : new PartitionSupervisorSpec(
            rules.partitions(),
            index -> partition(rules.child().apply(index), index, place, each),
            rules.strategy(),
            rules.maxRestarts(),
            rules.period());
  }

  private ChildSpec<?> partition(ChildSpec<?> spec, int index, ChildPlace place, Child each) {
    ChildPlace partition = place.child(EACH, Integer.toString(index), place.bean());
    return remembering(() -> changed(spec, partition, each));
  }

  private static void requireEach(ChildPlace partitions, Child change) {
    for (String key : change.children().keySet()) {
      if (!key.equals(EACH)) {
        throw partitions.failure(
            key,
            "partitions are not configured one by one",
            "Write '%s', which is for all of them.".formatted(partitions.property(EACH)));
      }
    }
  }

  private <T> T remembering(Supplier<T> change) {
    try {
      return change.get();
    } catch (ChildPropertyException failed) {
      failure.set(failed);
      throw failed;
    }
  }
}
