package dev.dream.model;

import dev.dream.process.ExitReason;
import dev.dream.supervisor.AutoShutdown;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Strategy;
import java.util.ArrayList;
import java.util.List;

/** A child specification, for the model and the engine alike. */
sealed interface Spec {

  /** Unique among its supervisor's children; also what the run calls its process. */
  String id();

  Rule rule();

  /** Returns specifications with something less, for the shrinker. */
  List<? extends Spec> simpler();

  /**
   * What its supervisor does about it.
   *
   * @param restart when it is started again
   * @param brutalKill whether it is killed instead of shut down
   * @param significant whether its end may shut its supervisor down
   */
  record Rule(Restart restart, boolean brutalKill, boolean significant) {

    static final Rule DEFAULT = new Rule(Restart.PERMANENT, false, false);

    @Override
    public String toString() {
      return restart + (brutalKill ? " brutal_kill" : "") + (significant ? " significant" : "");
    }
  }

  /** How a worker's {@code init} ends. */
  sealed interface Init {
    record Ok() implements Init {}

    record Ignore() implements Init {}

    record Fail(ExitReason reason) implements Init {}
  }

  /**
   * A worker.
   *
   * @param traps whether it traps exits
   * @param inits its first start takes the first, and so on; the last is repeated
   * @param raisesInTerminate what its {@code terminate} raises, or null
   */
  record Worker(String id, Rule rule, boolean traps, List<Init> inits, String raisesInTerminate)
      implements Spec {

    Init init(int incarnation) {
      return inits.get(Math.min(incarnation, inits.size()) - 1);
    }

    @Override
    public String toString() {
      return id
          + "("
          + rule
          + (traps ? ", traps" : "")
          + (inits.equals(List.of(new Init.Ok())) ? "" : ", inits " + inits)
          + (raisesInTerminate == null ? "" : ", raises in terminate")
          + ")";
    }

    @Override
    public List<Worker> simpler() {
      List<Worker> simpler = new ArrayList<>();
      if (!rule.equals(Rule.DEFAULT)) {
        simpler.add(new Worker(id, Rule.DEFAULT, traps, inits, raisesInTerminate));
      }
      if (inits.size() > 1) {
        simpler.add(new Worker(id, rule, traps, inits.subList(0, 1), raisesInTerminate));
      }
      return simpler;
    }
  }

  /** A supervisor with its first children, in start order. */
  record Tree(
      String id,
      Rule rule,
      Strategy strategy,
      int maxRestarts,
      AutoShutdown autoShutdown,
      List<Spec> children)
      implements Spec {

    Tree with(List<Spec> others) {
      return new Tree(id, rule, strategy, maxRestarts, autoShutdown, others);
    }

    @Override
    public String toString() {
      String shutdown = autoShutdown == AutoShutdown.NEVER ? "" : ", shutdown " + autoShutdown;
      return "%s(%s, %s, %d restarts%s: %s)"
          .formatted(id, rule, strategy, maxRestarts, shutdown, children);
    }

    @Override
    public List<Tree> simpler() {
      List<Tree> simpler = new ArrayList<>();
      for (int i = 0; i < children.size(); i++) {
        List<Spec> fewer = new ArrayList<>(children);
        fewer.remove(i);
        simpler.add(with(fewer));
        for (Spec simplerChild : children.get(i).simpler()) {
          List<Spec> changed = new ArrayList<>(children);
          changed.set(i, simplerChild);
          simpler.add(with(changed));
        }
      }
      return simpler;
    }
  }
}
