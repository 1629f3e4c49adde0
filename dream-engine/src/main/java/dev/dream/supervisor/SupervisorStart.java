package dev.dream.supervisor;

import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A start of a supervisor that can be asked what it starts, and changed: what the children have as
 * their start that {@link ChildSpec} makes of a supervisor's specification. Immutable.
 *
 * @param <S> the specification
 */
public sealed interface SupervisorStart<S> extends StartFunction {

  /** Returns what it starts; empty if that is made anew at each start, in the new process. */
  Optional<S> specification();

  /**
   * Returns a start of the changed supervisor. The change is made now if the specification is
   * known, and else at each start, in the new process: if it throws there, the start has failed.
   */
  SupervisorStart<S> with(UnaryOperator<S> change);

  /** Returns the start of a dynamic supervisor. */
  static Dynamic of(DynamicSupervisorSpec limits) {
    return new Dynamic(Described.of(limits), DynamicSupervisor::tryStartLink);
  }

  /** Starts a {@link Supervisor}. */
  final class Static implements SupervisorStart<SupervisorSpec> {

    private final Described<SupervisorSpec> tree;

    Static(Described<SupervisorSpec> tree) {
      this.tree = tree;
    }

    @Override
    public Optional<SupervisorSpec> specification() {
      return Optional.ofNullable(tree.known());
    }

    @Override
    public Static with(UnaryOperator<SupervisorSpec> change) {
      return new Static(tree.with(change));
    }

    @Override
    public StartResult start(StartOptions options) {
      return Supervisor.tryStartLink(tree.init(), options);
    }
  }

  /** Starts a {@link DynamicSupervisor}, with or without an argument for its children. */
  final class Dynamic implements SupervisorStart<DynamicSupervisorSpec> {

    private final Described<DynamicSupervisorSpec> limits;
    private final BiFunction<
            Supplier<? extends SupervisorInit<DynamicSupervisorSpec>>, StartOptions, StartResult>
        starter;

    Dynamic(
        Described<DynamicSupervisorSpec> limits,
        BiFunction<
                Supplier<? extends SupervisorInit<DynamicSupervisorSpec>>,
                StartOptions,
                StartResult>
            starter) {
      this.limits = limits;
      this.starter = starter;
    }

    @Override
    public Optional<DynamicSupervisorSpec> specification() {
      return Optional.ofNullable(limits.known());
    }

    @Override
    public Dynamic with(UnaryOperator<DynamicSupervisorSpec> change) {
      return new Dynamic(limits.with(change), starter);
    }

    @Override
    public StartResult start(StartOptions options) {
      return starter.apply(limits.init(), options);
    }
  }

  /** Starts a {@link PartitionSupervisor}. */
  final class Partitioned implements SupervisorStart<PartitionSupervisorSpec> {

    private final PartitionSupervisorSpec spec;

    Partitioned(PartitionSupervisorSpec spec) {
      this.spec = spec;
    }

    @Override
    public Optional<PartitionSupervisorSpec> specification() {
      return Optional.of(spec);
    }

    @Override
    public Partitioned with(UnaryOperator<PartitionSupervisorSpec> change) {
      return new Partitioned(change.apply(spec));
    }

    @Override
    public StartResult start(StartOptions options) {
      return PartitionSupervisor.tryStartLink(spec, options);
    }
  }
}
