package dev.dream.spring.boot.autoconfigure;

import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.StartFunction;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.supervisor.SupervisorStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how the last start of a child of the root supervisor failed, and which child below it
 * took too long. Written by the supervisors' processes, read by the thread that waits for the
 * start, after it.
 */
final class WatchedStart {

  private volatile @Nullable StartResult failure;
  private volatile @Nullable LateChild late;

  /** Returns the child of the root supervisor with starts that are watched, and are steps. */
  <G> ChildSpec<G> watching(ChildSpec<G> child, String bean, StartUp startUp) {
    StartFunction start =
        below(child, ChildPlace.ROOT.child(child.id(), child.id(), bean), startUp);
    return child.start(
        options -> {
          late = null;
          return remember(start, options);
        });
  }

  /** Returns how the last start failed, if it did. */
  Optional<StartResult> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns which child took too long at the last start, if one did. */
  @Nullable LateChild late() {
    return late;
  }

  private StartResult remember(StartFunction start, StartOptions options) throws Exception {
    try {
      StartResult result = start.start(options);
      failure = result.hasFailed() ? result : null;
      return result;
    } catch (Exception thrown) {
      failure = new StartResult.Failed(ExitReason.error(thrown));
      throw thrown;
    }
  }

  private StartFunction below(ChildSpec<?> child, ChildPlace place, StartUp startUp) {
    StartFunction start =
        child.start() instanceof SupervisorStart.Static supervisor
            ? supervisor.with(tree -> tree(tree, place, startUp))
            : child.start();
    return options -> noteLate(startUp.child(place, () -> start.start(options)), place);
  }

  private SupervisorSpec tree(SupervisorSpec tree, ChildPlace place, StartUp startUp) {
    List<ChildSpec<?>> children = new ArrayList<>();
    for (ChildSpec<?> child : tree.children()) {
      children.add(
          child.start(below(child, place.child(child.id(), child.id(), place.bean()), startUp)));
    }
    return new SupervisorSpec(
        tree.strategy(), tree.maxRestarts(), tree.period(), tree.autoShutdown(), children);
  }

  private StartResult noteLate(StartResult result, ChildPlace place) {
    if (result instanceof StartResult.Failed failed && failed.lateInit() != null) {
      late = new LateChild(place, failed.lateInit());
    }
    return result;
  }
}
