package dev.dream.model;

import dev.dream.model.Spec.Init;
import dev.dream.model.Spec.Rule;
import dev.dream.model.Spec.Tree;
import dev.dream.model.Spec.Worker;
import dev.dream.model.TreeOperation.CallStop;
import dev.dream.model.TreeOperation.CastEnd;
import dev.dream.model.TreeOperation.CountChildren;
import dev.dream.model.TreeOperation.DeleteChild;
import dev.dream.model.TreeOperation.How;
import dev.dream.model.TreeOperation.IsAlive;
import dev.dream.model.TreeOperation.RestartChild;
import dev.dream.model.TreeOperation.Signal;
import dev.dream.model.TreeOperation.Start;
import dev.dream.model.TreeOperation.StartChild;
import dev.dream.model.TreeOperation.Stop;
import dev.dream.model.TreeOperation.TakeMail;
import dev.dream.model.TreeOperation.TerminateChild;
import dev.dream.model.TreeOperation.WhichChildren;
import dev.dream.process.ExitReason;
import dev.dream.supervisor.AutoShutdown;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Strategy;
import java.util.ArrayList;
import java.util.List;

/** Random supervision trees, and what happens to them. */
final class RandomTrees {

  private static final String TOP = "top";
  private static final int DEEPEST = 2;

  private final Dice dice;
  private final SupervisionModel model = new SupervisionModel();
  private final List<TreeOperation> operations = new ArrayList<>();
  private int ids;

  private RandomTrees(long seed) {
    dice = new Dice(seed);
  }

  /** Returns the operations of this seed. */
  static List<TreeOperation> of(long seed) {
    return new RandomTrees(seed).generate();
  }

  private List<TreeOperation> generate() {
    add(new Start(tree(TOP, Rule.DEFAULT, 0)));
    for (int left = dice.number(4, 14); left > 0; left--) {
      add(operation());
    }
    add(new Stop(TOP, ExitReason.SHUTDOWN));
    add(new TakeMail());
    return operations;
  }

  /** Plays it on a model too, so as to know who was ever started. */
  private void add(TreeOperation operation) {
    operations.add(operation);
    var unused = model.play(operation);
  }

  // --- trees

  private Tree tree(String id, Rule rule, int depth) {
    AutoShutdown autoShutdown =
        dice.percent(70) ? AutoShutdown.NEVER : dice.oneOf(AutoShutdown.values());
    List<Spec> children = new ArrayList<>();
    for (int left = dice.number(depth == 0 ? 1 : 0, 4); left > 0; left--) {
      children.add(child(depth + 1, rule(autoShutdown)));
    }
    return new Tree(
        id,
        rule,
        dice.oneOf(Strategy.values()),
        dice.oneOf(0, 1, 1, 2, 3, 5),
        autoShutdown,
        children);
  }

  private Spec child(int depth, Rule rule) {
    ids++;
    return depth <= DEEPEST && dice.percent(30)
        ? tree("s" + ids, rule, depth)
        : worker("w" + ids, rule);
  }

  private Worker worker(String id, Rule rule) {
    return new Worker(id, rule, dice.percent(60), inits(), dice.percent(8) ? "in terminate" : null);
  }

  /** Permanent children cannot be significant, nor can those of a supervisor that never minds. */
  private Rule rule(AutoShutdown autoShutdown) {
    Restart restart =
        dice.oneOf(
            Restart.PERMANENT,
            Restart.PERMANENT,
            Restart.PERMANENT,
            Restart.TRANSIENT,
            Restart.TRANSIENT,
            Restart.TEMPORARY);
    boolean isSignificant =
        autoShutdown != AutoShutdown.NEVER && restart != Restart.PERMANENT && dice.percent(60);
    return new Rule(restart, dice.percent(15), isSignificant);
  }

  /** The first start succeeds mostly, or few trees would ever run. */
  private List<Init> inits() {
    List<Init> inits = new ArrayList<>();
    inits.add(dice.percent(97) ? new Init.Ok() : init());
    if (dice.percent(25)) {
      inits.add(init());
      inits.add(init());
    }
    return inits;
  }

  private Init init() {
    return switch (dice.number(0, 4)) {
      case 0, 1 -> new Init.Ok();
      case 2 -> new Init.Ignore();
      default -> new Init.Fail(dice.ownReason());
    };
  }

  // --- operations

  private TreeOperation operation() {
    if (!model.isAlive(TOP)) {
      return new Start(tree(TOP, Rule.DEFAULT, 0));
    }
    if (model.started(Spec.Worker.class).isEmpty()) {
      return new StartChild(TOP, worker("w0", Rule.DEFAULT));
    }
    return switch (dice.number(0, 19)) {
      case 0, 1, 2, 3, 4 -> castEnd();
      case 5 -> new CallStop(anyWorker(), dice.ownReason());
      case 6, 7, 8 -> new Signal(anybody(), signal());
      case 9 -> new Stop(anybody(), dice.ownReason());
      case 10, 11 -> new StartChild(anySupervisor(), newOrKnown());
      case 12, 13 -> new TerminateChild(anySupervisor(), anyId());
      case 14, 15 -> new RestartChild(anySupervisor(), anyId());
      case 16 -> new DeleteChild(anySupervisor(), anyId());
      case 17 -> new WhichChildren(anySupervisor());
      case 18 -> new CountChildren(anySupervisor());
      default -> new IsAlive(anybody());
    };
  }

  private TreeOperation castEnd() {
    How how = dice.oneOf(How.values());
    return new CastEnd(
        anyWorker(), how, how == How.RAISE ? ExitReason.error("raised") : dice.ownReason());
  }

  private ExitReason signal() {
    return dice.percent(60) ? ExitReason.KILL : dice.reason();
  }

  private Spec newOrKnown() {
    Rule rule = rule(AutoShutdown.NEVER);
    return dice.percent(60) ? child(DEEPEST, rule) : worker(anyWorker(), rule);
  }

  private String anyWorker() {
    return dice.oneOf(model.started(Spec.Worker.class));
  }

  private String anySupervisor() {
    return dice.oneOf(model.started(Spec.Tree.class));
  }

  private String anybody() {
    return dice.percent(75) ? anyWorker() : anySupervisor();
  }

  /** Returns an id that some supervisor may know, but not always the one that is asked. */
  private String anyId() {
    return dice.percent(90) ? anybody() : "unknown";
  }
}
