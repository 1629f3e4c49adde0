package dev.dream.model;

import dev.dream.process.ExitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A supervisor by OTP's rules. */
final class ModelSupervisor extends ModelServer implements ModelServer.Parent {

  private final Spec.Tree spec;
  private final RestartRules rules;
  private final List<ModelChild> children = new ArrayList<>();
  private int restarts;

  ModelSupervisor(Spec.Tree spec, Parent parent, Journal journal) {
    super(spec.id(), parent, journal);
    this.spec = spec;
    rules = parent.rules();
  }

  @Override
  public RestartRules rules() {
    return rules;
  }

  @Override
  Spec spec() {
    return spec;
  }

  /** Returns the children in start order. */
  List<ModelChild> children() {
    return children;
  }

  Optional<ModelChild> child(String id) {
    return children.stream().filter(child -> child.spec.id().equals(id)).findFirst();
  }

  // --- start and end

  /** Children are started in order. If one fails, those before it are stopped, and it fails too. */
  @Override
  Started init() {
    for (Spec childSpec : spec.children()) {
      if (startChild(childSpec) instanceof Started.Failed) {
        ExitReason reason = ExitReason.shutdown(Words.CHILD_FAILED);
        stop(reason);
        return new Started.Failed(reason);
      }
    }
    return new Started.Up(this);
  }

  @Override
  boolean traps() {
    return true;
  }

  @Override
  ExitReason terminate(ExitReason reason) {
    stopAll(List.copyOf(children));
    return reason;
  }

  /** Killed, it cannot stop its children: their links tell them, while its own parent goes on. */
  @Override
  void end(ExitReason reason) {
    List<ModelServer> orphans =
        children.stream().filter(ModelChild::runs).map(child -> child.server).toList();
    children.clear();
    if (!orphans.isEmpty()) {
      journal.atTheSameTime();
    }
    orphans.forEach(orphan -> orphan.orphaned(reason));
    super.end(reason);
  }

  /** Only its parent and its children may end it. */
  @Override
  void handleExit(String from, ExitReason reason) {}

  // --- a child ends by itself

  /** It is restarted or not, as its specification says. */
  @Override
  public void exitOf(ModelServer server, ExitReason reason) {
    Optional<ModelChild> ended =
        children.stream().filter(child -> child.server == server).findFirst();
    if (ended.isEmpty()) {
      return; // it did not start
    }
    ModelChild child = ended.get();
    child.server = null;
    if (rules.isRestarted(child.spec.rule().restart(), reason)) {
      restart(child);
    } else {
      forgetOrKeep(child);
      shutDownAfter(child);
    }
  }

  /** It may be told to end with its significant children. */
  private void shutDownAfter(ModelChild ended) {
    boolean isAnyLeft =
        children.stream().anyMatch(child -> child.runs() && child.spec.rule().significant());
    if (ended.spec.rule().significant() && rules.isOver(spec.autoShutdown(), isAnyLeft)) {
      stop(ExitReason.SHUTDOWN);
    }
  }

  // --- restarts

  /**
   * After too many restarts the supervisor gives up: it stops its children and ends with shutdown.
   * Otherwise it stops those that go down with the child, and starts all of them in order. A start
   * that fails is tried again, which is one more restart, of that child.
   */
  private void restart(ModelChild failed) {
    restarts++;
    if (rules.isTooMany(restarts, spec.maxRestarts())) {
      stop(ExitReason.SHUTDOWN);
      return;
    }
    List<ModelChild> group = rules.group(spec.strategy(), children, failed);
    stopAll(group);
    for (ModelChild child : group) {
      if (!child.isTemporary() && startAgain(child) instanceof Started.Failed) {
        restart(child);
        return;
      }
    }
  }

  // --- starting and stopping children

  /** A new child comes last. A temporary one that is not wanted is forgotten. */
  Started startChild(Spec childSpec) {
    Started started = ModelServer.start(childSpec, this, journal);
    ModelChild child = new ModelChild(childSpec);
    if (started instanceof Started.Up(ModelServer server)) {
      child.server = server;
      children.add(child);
    } else if (started instanceof Started.Ignored && !child.isTemporary()) {
      children.add(child);
    }
    return started;
  }

  Started startAgain(ModelChild child) {
    Started started = ModelServer.start(child.spec, this, journal);
    child.server = started instanceof Started.Up(ModelServer server) ? server : null;
    return started;
  }

  /** Stops children and waits for the end of each; the temporary ones are forgotten. */
  void stopAll(List<ModelChild> inStartOrder) {
    for (ModelChild child : rules.stopOrder(inStartOrder)) {
      if (child.runs()) {
        child.server.shutDown(child.spec.rule().brutalKill());
        child.server = null;
      }
      forgetOrKeep(child);
    }
  }

  void forget(ModelChild child) {
    children.remove(child);
  }

  private void forgetOrKeep(ModelChild child) {
    if (rules.isForgotten(child.spec.rule().restart())) {
      forget(child);
    }
  }
}
