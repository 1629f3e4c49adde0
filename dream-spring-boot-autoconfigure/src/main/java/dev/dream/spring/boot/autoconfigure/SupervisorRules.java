package dev.dream.spring.boot.autoconfigure;

import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.SupervisorChange;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.SupervisorSpec;

/**
 * Changes the rules of supervisors of each kind, and refuses what their kind has not.
 *
 * @param place of the rules
 * @param change what is configured
 */
record SupervisorRules(ChildPlace place, SupervisorChange change) {

  static SupervisorRules of(ChildPlace supervisor, DreamChildrenProperties.Child configured) {
    return new SupervisorRules(supervisor.at("supervisor"), configured.supervisor());
  }

  SupervisorSpec apply(SupervisorSpec tree) {
    refuseMaxChildren();
    refusePartitions();
    SupervisorSpec rules =
        place.set(
            "max-restarts",
            change.maxRestarts(),
            tree,
            (it, restarts) -> it.maxRestarts(restarts, it.period()));
    rules =
        place.set(
            "period",
            change.period(),
            rules,
            (it, period) -> it.maxRestarts(it.maxRestarts(), period));
    rules = place.set("auto-shutdown", change.autoShutdown(), rules, SupervisorSpec::autoShutdown);
    return place.set("strategy", change.strategy(), rules, SupervisorRules::strategy);
  }

  private static SupervisorSpec strategy(SupervisorSpec tree, Strategy strategy) {
    return new SupervisorSpec(
        strategy, tree.maxRestarts(), tree.period(), tree.autoShutdown(), tree.children());
  }

  DynamicSupervisorSpec apply(DynamicSupervisorSpec limits) {
    place.refuse(
        "strategy", change.strategy(), "a dynamic supervisor restarts each child for itself");
    refuseAutoShutdown();
    refusePartitions();
    DynamicSupervisorSpec rules =
        place.set(
            "max-restarts",
            change.maxRestarts(),
            limits,
            (it, restarts) -> it.maxRestarts(restarts, it.period()));
    rules =
        place.set(
            "period",
            change.period(),
            rules,
            (it, period) -> it.maxRestarts(it.maxRestarts(), period));
    return place.set(
        "max-children", change.maxChildren(), rules, DynamicSupervisorSpec::maxChildren);
  }

  PartitionSupervisorSpec apply(PartitionSupervisorSpec spec) {
    refuseMaxChildren();
    refuseAutoShutdown();
    PartitionSupervisorSpec rules =
        place.set(
            "max-restarts",
            change.maxRestarts(),
            spec,
            (it, restarts) -> it.maxRestarts(restarts, it.period()));
    rules =
        place.set(
            "period",
            change.period(),
            rules,
            (it, period) -> it.maxRestarts(it.maxRestarts(), period));
    rules = place.set("strategy", change.strategy(), rules, PartitionSupervisorSpec::strategy);
    return place.set("partitions", change.partitions(), rules, PartitionSupervisorSpec::partitions);
  }

  private void refuseMaxChildren() {
    place.refuse(
        "max-children", change.maxChildren(), "it is no dynamic supervisor; only that has a limit");
  }

  private void refusePartitions() {
    place.refuse(
        "partitions", change.partitions(), "it is no partition supervisor; only that has some");
  }

  private void refuseAutoShutdown() {
    place.refuse(
        "auto-shutdown",
        change.autoShutdown(),
        "a dynamic or partition supervisor does not end with its children");
  }
}
