package dev.dream.application;

import dev.dream.application.ApplicationInfo.State;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Deadline;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Wording;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** An application that was started. Changed under the monitor of {@link Applications} only. */
final class RunningApplication {

  private static final Logger log = LoggerFactory.getLogger(Applications.class);

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Node node;
  private final Application application;
  private final ServerRef<Supervisor> supervisor;
  private volatile State state = State.RUNNING;
  private volatile @Nullable ExitReason reason;
  private volatile @Nullable String lastWords;

  /** Starts the application's tree. */
  RunningApplication(Node node, Application application, SupervisorSpec tree) {
    this.node = node;
    this.application = application;
    this.supervisor =
        Supervisor.start(
            node,
            tree,
            StartOptions.named(application.name() + ".supervisor"),
            words -> lastWords = words);
  }

  ServerRef<Supervisor> supervisor() {
    return supervisor;
  }

  String name() {
    return application.name();
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  ApplicationInfo info() {
    return new ApplicationInfo(
        application.name(),
        application.type(),
        application.dependencies(),
        state,
        supervisor.pid().orElse(null),
        reason,
        lastWords);
  }

  /** Takes note of an end that nobody asked for; returns whether it is fatal. */
  boolean ended(ExitReason why, Duration limit) {
    state = State.ENDED;
    reason = why;
    boolean fatal = application.type().isFatal(why);
    log.atLevel(fatal ? Level.ERROR : Level.WARN)
        .log(
            "application \"{}\" ({}) ended: {}",
            name(),
            application.type(),
            supervisor.node().inspector().message(why.toString()));
    cleanUp(limit);
    return fatal;
  }

  /** Stops the tree within the time, or kills it; then lets the application clean up. */
  void stop(Duration timeout) {
    if (state != State.RUNNING) {
      return;
    }
    state = State.STOPPING;
    Deadline deadline = Deadline.in(timeout);
    attempt("prepStop", application::prepStop, timeout);
    try {
      supervisor.stop(ExitReason.SHUTDOWN, deadline.left());
    } catch (CallException failed) {
      cut(timeout, failed.reason());
    }
    state = State.STOPPED;
    cleanUp(deadline.left());
  }

  private void cut(Duration timeout, ExitReason why) {
    List<Pid> left = new ArrayList<>();
    supervisor.pid().ifPresent(root -> collect(root, left));
    if (left.isEmpty()) {
      log.warn("application \"{}\" ended with {} while it was stopped", name(), why);
      return;
    }
    log.warn(
        "application \"{}\" did not stop within {}: killing {} processes, {}",
        name(),
        Wording.of(timeout),
        left.size(),
        Wording.someOf(left.stream().map(node::describe).toList()));
    left.forEach(pid -> node.exit(pid, ExitReason.KILL));
  }

  private void collect(Pid pid, List<Pid> found) {
    found.add(pid);
    Optional<SupervisorInfo> tree = Supervisor.info(node, pid);
    for (ChildInfo child : tree.map(SupervisorInfo::children).orElse(List.of())) {
      if (child.pid() != null) {
        collect(child.pid(), found);
      }
    }
  }

  /** Lets the application clean up, which it is always given a moment for. */
  private void cleanUp(Duration limit) {
    attempt("stop", application::stop, limit.compareTo(GRACE) < 0 ? GRACE : limit);
  }

  private interface Step {
    void run() throws Exception;
  }

  /** Runs a step on a thread of its own, and goes on without it if it takes too long. */
  private void attempt(String what, Step step, Duration limit) {
    Thread thread =
        Thread.ofVirtual()
            .name(name() + "-" + what)
            .start(() -> node.kernel().runInside(() -> attempt(what, step)));
    try {
      if (!thread.join(limit)) {
        log.warn(
            "{} of application \"{}\" did not end within {}: interrupting it and going on",
            what,
            name(),
            Wording.of(limit));
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(String what, Step step) {
    try {
      step.run();
    } catch (Throwable failed) { // the others are to be stopped all the same
      log.error("{} of application \"{}\" failed", what, name(), failed);
    }
  }
}
