package dev.dream.supervisor;

import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Wording;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A supervisor's children and its rules. Opaque: made and changed by the supervisor's process,
 * which is the only one to call it, but for {@link #info}.
 */
public final class SupervisorState {

  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  private final Node node;
  private final Pid pid;
  private final SupervisorSpec spec;
  private final RestartLimit limit;
  private final Children children = new Children();
  private final Consumer<String> whenGivingUp;
  private String lastEnd = "";

  SupervisorState(Node node, Pid pid, SupervisorSpec spec, Consumer<String> whenGivingUp) {
    this.whenGivingUp = whenGivingUp;
    this.node = node;
    this.pid = pid;
    this.spec = spec;
    this.limit = new RestartLimit(spec.maxRestarts(), spec.period());
  }

  Children children() {
    return children;
  }

  SupervisorInfo info() {
    return new SupervisorInfo(spec.strategy(), spec.maxRestarts(), spec.period(), children.infos());
  }

  ChildCounts count() {
    return children.count(node::alive);
  }

  /** Starts the first children in order; if one fails, stops those that run and says why. */
  Optional<ExitReason> startAll() {
    for (ChildSpec<?> child : spec.children()) {
      StartResult result = startNew(child);
      if (result.hasFailed()) {
        stop(children.inStartOrder());
        return Optional.of(
            ExitReason.shutdown(
                "failed to start child \"" + child.id() + "\": " + failure(result)));
      }
    }
    return Optional.empty();
  }

  /** Starts a child that is not there yet; keeps it if that succeeds. */
  StartResult startNew(ChildSpec<?> childSpec) {
    StartResult result = ChildProcess.start(childSpec);
    Child child = new Child(childSpec);
    switch (result) {
      case StartResult.Started(Pid started) -> {
        children.add(child);
        children.started(child, started);
      }
      case StartResult.Ignored() -> {
        if (!child.isTemporary()) {
          children.add(child);
        }
      }
      case StartResult.AlreadyStarted _, StartResult.Failed _ -> {}
    }
    return result;
  }

  /** Starts a child that is there and stopped; it stays as it is if that fails. */
  StartResult startAgain(Child child) {
    StartResult result = ChildProcess.start(child.spec());
    switch (result) {
      case StartResult.Started(Pid started) -> children.started(child, started);
      case StartResult.Ignored() -> {
        child.started(null);
        if (child.isTemporary()) {
          children.remove(child);
        }
      }
      case StartResult.AlreadyStarted _, StartResult.Failed _ -> {}
    }
    return result;
  }

  boolean delete(Child child) {
    children.remove(child);
    return true;
  }

  /** Takes note of a child's end that calls for a restart. */
  void ended(Child child, ExitReason reason) {
    lastEnd = child + " ended: " + reason;
    children.stopped(child);
  }

  /** Counts one more restart; returns whether it is allowed, and reports if not. */
  boolean mayRestart() {
    if (limit.allows(System.nanoTime())) {
      return true;
    }
    String limits =
        "supervisor %s gives up: %d restarts in %s, limit %d"
            .formatted(
                node.describe(pid), limit.count(), Wording.of(spec.period()), spec.maxRestarts());
    log.error("{}\n    last: {}", limits, lastEnd);
    whenGivingUp.accept(limits + "; last: " + lastEnd);
    return false;
  }

  /**
   * Stops those that go down with the child and starts them all again, in order. Returns the one
   * that could not be started; it and those after it do not run then.
   */
  Optional<Child> restart(Child failed) {
    List<Child> group = spec.strategy().group(children::inStartOrder, failed);
    stop(group);
    for (Child child : group) {
      if (child.isTemporary()) {
        continue; // it has been forgotten
      }
      StartResult result = startAgain(child);
      if (result.hasFailed()) {
        lastEnd = child + " did not start: " + failure(result);
        child.willRetry();
        return Optional.of(child);
      }
      child.countRestart();
      node.tally().restart(node.nameOf(pid).orElse("unnamed"));
      log.info("supervisor {} restarted {}", node.describe(pid), child);
    }
    return Optional.empty();
  }

  /** Stops children in reverse order; forgets the temporary ones. */
  void stop(List<Child> inStartOrder) {
    for (Child child : inStartOrder.reversed()) {
      Pid running = child.pid();
      if (running != null) {
        ExitReason reason = ChildProcess.stop(running, child.spec().shutdown());
        log.debug("supervisor {} stopped {}: {}", pid, child, reason);
      }
      children.ended(child);
    }
  }

  private static ExitReason failure(StartResult result) {
    return switch (result) {
      case StartResult.Failed(ExitReason reason) -> reason;
      case StartResult.AlreadyStarted(Pid holder) ->
          ExitReason.error("already started: its name belongs to " + holder);
      case StartResult.Started _, StartResult.Ignored _ -> ExitReason.NORMAL;
    };
  }
}
