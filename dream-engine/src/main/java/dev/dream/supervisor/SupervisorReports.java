package dev.dream.supervisor;

import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.supervisor.SupervisorReport.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reports what happens to the children of one supervisor, in its process. */
final class SupervisorReports {

  private final Node node;
  private final Pid supervisor;

  SupervisorReports(Node node, Pid supervisor) {
    this.node = node;
    this.supervisor = supervisor;
  }

  void error(Context context, Child child, ExitReason reason) {
    node.reports()
        .publish(
            SupervisorReport.class,
            () ->
                new SupervisorReport(
                    Instant.now(), supervisor, name(), context, reason, child.lastInfo()));
  }

  /** Reports an end that nobody asked for, if OTP finds it worth a report. */
  void terminated(Child child, ExitReason reason) {
    if (child.spec().restart() == Restart.PERMANENT || reason.isAbnormal()) {
      error(Context.CHILD_TERMINATED, child, reason);
    }
  }

  /** Reports an end that was asked for, if it was not as it should be. */
  void stopped(Child child, ExitReason reason) {
    boolean killed = child.spec().shutdown() instanceof Shutdown.BrutalKill;
    ExitReason asked = killed ? ExitReason.KILLED : ExitReason.SHUTDOWN;
    if (reason.isAbnormal() && !reason.equals(asked) && reason != ExitReason.NOPROC) {
      error(Context.SHUTDOWN_ERROR, child, reason);
    }
  }

  /** Reports how a start went. */
  void started(Child child, StartResult result) {
    switch (result) {
      case StartResult.Started _ -> running(child);
      case StartResult.Ignored _ -> {}
      case StartResult.AlreadyStarted _, StartResult.Failed _ ->
          error(Context.START_ERROR, child, ChildProcess.failure(result));
    }
  }

  /** Reports that a child runs. */
  void running(Child child) {
    node.reports()
        .publish(
            ProgressReport.class,
            () -> new ProgressReport(Instant.now(), supervisor, name(), child.info()));
  }

  /** Reports that a child runs again. */
  void restarted(Child child, @Nullable Pid before) {
    running(child);
    if (before != null) {
      node.reports()
          .publish(
              RestartReport.class,
              () -> new RestartReport(Instant.now(), supervisor, name(), before, child.info()));
    }
  }

  private @Nullable String name() {
    return node.nameOf(supervisor).orElse(null);
  }
}
