package dev.dream.supervisor;

import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import java.util.ArrayList;
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
  private final Restarts restarts;
  private final Children children = new Children();

  SupervisorState(Node node, Pid pid, SupervisorSpec spec, Consumer<String> whenGivingUp) {
    this.node = node;
    this.pid = pid;
    this.spec = spec;
    RestartLimit limit = new RestartLimit(spec.maxRestarts(), spec.period());
    this.restarts = new Restarts(node, pid, limit, whenGivingUp);
  }

  Children children() {
    return children;
  }

  SupervisorInfo info() {
    return new SupervisorInfo(
        false,
        spec.strategy(),
        spec.maxRestarts(),
        spec.period(),
        restarts.recent(),
        Child.infos(children.inStartOrder()));
  }

  ChildCounts count() {
    return ChildCounts.of(
        children.inStartOrder(),
        child -> child.pid() instanceof Pid running && node.alive(running));
  }

  /** Returns why this supervisor cannot have this child, if it cannot. */
  Optional<String> conflict(ChildSpec<?> child) {
    return child.conflict(spec.autoShutdown());
  }

  /** Returns the reason not to start, if one of the first children does not fit. */
  Optional<ExitReason> conflict() {
    return spec.children().stream()
        .flatMap(child -> conflict(child).stream())
        .findFirst()
        .map(why -> ExitReason.error("bad_combination: " + why));
  }

  /** Returns whether the supervisor is to end now that this child has ended by itself. */
  boolean endsWith(Child ended) {
    if (!ended.spec().isSignificant()) {
      return false;
    }
    boolean ends =
        switch (spec.autoShutdown()) {
          case NEVER -> false;
          case ANY_SIGNIFICANT -> true;
          case ALL_SIGNIFICANT -> !children.anyIs(Child::isActiveSignificant);
        };
    if (ends) {
      log.info("supervisor {} ends with its significant {}", node.describe(pid), ended);
    }
    return ends;
  }

  /** Starts the first children in order; if one fails, stops those that run and says why. */
  Optional<ExitReason> startAll() {
    for (ChildSpec<?> child : spec.children()) {
      StartResult result = startNew(child);
      if (result.hasFailed()) {
        stop(children.inStartOrder());
        return Optional.of(
            ExitReason.shutdown(
                "failed to start child \"" + child.id() + "\": " + ChildProcess.why(result)));
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
    restarts.reports().started(child, result);
    return result;
  }

  /** Starts a stopped child because somebody asked. */
  StartResult startOnRequest(Child child) {
    StartResult result = startAgain(child);
    restarts.reports().started(child, result);
    return result;
  }

  /** Starts a child that is there and stopped; it stays as it is if that fails. */
  private StartResult startAgain(Child child) {
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
    restarts.ended(child, reason);
    if (child.isDelayed()) {
      children.willRestart(child);
    } else {
      children.stopped(child);
    }
  }

  /** Stops those that are to be started together with a child whose restart waits. */
  void stopGroup(Child delayed) {
    List<Child> group = new ArrayList<>(spec.strategy().group(children::inStartOrder, delayed));
    group.remove(delayed);
    stop(group);
  }

  /** Takes note of a child's end that calls for nothing. */
  void endedForGood(Child child, ExitReason reason) {
    restarts.reports().terminated(child, reason);
    children.ended(child);
  }

  boolean mayRestart(Child child) {
    return restarts.mayRestart(child);
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
        restarts.failed(child, result);
        child.willRestart();
        return Optional.of(child);
      }
      if (result instanceof StartResult.Started(Pid now)) {
        restarts.restarted(child, child.before(), now);
      }
    }
    return Optional.empty();
  }

  /** Stops children in reverse order; forgets the temporary ones. */
  void stop(List<Child> inStartOrder) {
    for (Child child : inStartOrder.reversed()) {
      Pid running = child.pid();
      if (running != null) {
        ExitReason reason = ChildProcess.stop(running, child.spec().shutdown());
        log.debug("supervisor {} stopped {}: {}", pid, child, reason.kind());
        restarts.reports().stopped(child, reason);
      }
      children.ended(child);
    }
  }
}
