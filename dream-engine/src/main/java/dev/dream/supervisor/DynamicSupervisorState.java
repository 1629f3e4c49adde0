package dev.dream.supervisor;

import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.ProcessName;
import dev.dream.supervisor.ChildException.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A dynamic supervisor's children and its rules. Opaque: made and changed by the supervisor's
 * process, which is the only one to call it, but for {@link #info}.
 */
public final class DynamicSupervisorState {

  private final DynamicSupervisorSpec spec;
  private final Restarts restarts;
  private final DynamicChildren children = new DynamicChildren();

  DynamicSupervisorState(Node node, Pid pid, DynamicSupervisorSpec spec) {
    this.spec = spec;
    RestartLimit limit = new RestartLimit(spec.maxRestarts(), spec.period());
    this.restarts = new Restarts(node, pid, limit, _ -> {});
  }

  SupervisorInfo info() {
    return new SupervisorInfo(
        true,
        Strategy.ONE_FOR_ONE,
        spec.maxRestarts(),
        spec.period(),
        restarts.recent(),
        whichChildren());
  }

  List<ChildInfo> whichChildren() {
    return Child.infos(children.all());
  }

  ChildCounts countChildren() {
    return ChildCounts.of(children.all(), child -> child.pid() != null);
  }

  Answer<StartResult> startChild(Supplier<? extends ChildSpec<?>> described) {
    if (children.size() >= spec.maxChildren()) {
      return new Answer.Refused<>(
          Refusal.MAX_CHILDREN,
          "the supervisor has %d children, limit %d"
              .formatted(children.size(), spec.maxChildren()));
    }
    ChildSpec<?> child;
    try {
      child = Objects.requireNonNull(described.get(), "a function returned no child");
    } catch (Throwable thrown) {
      return new Answer.Done<>(new StartResult.Failed(ChildProcess.failure(thrown)));
    }
    StartResult result = ChildProcess.start(child);
    Child started = new Child(child);
    if (result instanceof StartResult.Started(Pid pid)) {
      children.started(started, pid);
    }
    restarts.reports().started(started, result);
    return new Answer.Done<>(result);
  }

  /** Starts a child that has a name, unless there is one that has it or will have it again. */
  Answer<StartResult> startNamedChild(ProcessName name, ChildSpec<?> spec) {
    Child present = children.find(name);
    Pid pid = present == null ? null : present.pid();
    if (present == null) {
      return startChild(() -> spec);
    }
    return pid == null
        ? new Answer.Refused<>(Refusal.RESTARTING)
        : new Answer.Done<>(new StartResult.AlreadyStarted(pid));
  }

  Answer<Boolean> terminateNamedChild(ProcessName name) {
    Child present = children.find(name);
    Pid pid = present == null ? null : present.lastPid();
    return pid == null ? new Answer.Refused<>(Refusal.NOT_FOUND) : terminateChild(pid);
  }

  Answer<Boolean> terminateChild(Pid pid) {
    Child child = children.find(pid);
    if (child == null) {
      return new Answer.Refused<>(Refusal.NOT_FOUND);
    }
    if (!child.isRestarting()) {
      restarts.reports().stopped(child, ChildProcess.stop(pid, child.spec().shutdown()));
    }
    child.stopped();
    children.remove(pid);
    return new Answer.Done<>(true);
  }

  /** Returns the child that has this pid, or had it and is being restarted; null if none. */
  @Nullable Child find(Pid pid) {
    return children.find(pid);
  }

  /** Returns the pid of the child that has this name, or null. */
  @Nullable Pid pidOf(ProcessName name) {
    Child child = children.find(name);
    return child == null ? null : child.pid();
  }

  /** Forgets a child that cannot be restarted. */
  void forget(Pid pid) {
    children.remove(pid);
  }

  /** Takes note of a child's end that calls for nothing. */
  void endedForGood(Pid pid, Child child, ExitReason reason) {
    restarts.reports().terminated(child, reason);
    children.remove(pid);
  }

  /** Takes note of a child's end that calls for a restart. */
  void ended(Child child, ExitReason reason) {
    restarts.ended(child, reason);
    if (child.isDelayed()) {
      child.willRestart();
    }
  }

  boolean mayRestart(Child child) {
    return restarts.mayRestart(child);
  }

  /** Starts a child again; returns whether that did not succeed and is to be tried once more. */
  boolean restartFails(Pid before, Child child) {
    StartResult result = ChildProcess.start(child.spec());
    switch (result) {
      case StartResult.Started(Pid now) -> {
        children.remove(before);
        children.started(child, now);
        restarts.restarted(child, before, now);
      }
      case StartResult.Ignored() -> children.remove(before);
      case StartResult.AlreadyStarted _, StartResult.Failed _ -> {
        restarts.failed(child, result);
        child.willRestart();
      }
    }
    return result.hasFailed();
  }

  void stopAll() {
    ConcurrentShutdown.of(children.all(), restarts.reports());
  }
}
