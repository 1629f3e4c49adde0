package dev.dream.model;

import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the engine's specifications of the run's. */
final class EngineTrees {

  /** So long that the number of restarts alone decides. */
  private static final Duration PERIOD = Duration.ofDays(1);

  private final EngineJournal journal;

  EngineTrees(EngineJournal journal) {
    this.journal = journal;
  }

  ChildSpec<?> child(Spec spec) {
    ChildSpec<?> child =
        switch (spec) {
          case Spec.Worker worker ->
              ChildSpec.worker(spec.id(), () -> new ScriptedWorker(worker, journal));
          case Spec.Tree tree -> ChildSpec.supervisor(spec.id(), () -> supervisor(tree));
        };
    Spec.Rule rule = spec.rule();
    child = child.restart(rule.restart());
    child = rule.brutalKill() ? child.shutdown(Shutdown.BRUTAL_KILL) : child;
    return rule.significant() ? child.significant() : child;
  }

  /** Called in the supervisor's process, at the beginning of its {@code init}. */
  private SupervisorSpec supervisor(Spec.Tree tree) {
    journal.begins(tree.id());
    List<ChildSpec<?>> children = new ArrayList<>();
    tree.children().forEach(child -> children.add(child(child)));
    return SupervisorSpec.of(tree.strategy(), children)
        .maxRestarts(tree.maxRestarts(), PERIOD)
        .autoShutdown(tree.autoShutdown());
  }
}
