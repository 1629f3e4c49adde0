package dev.dream.supervisor;

import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Wording;
import dev.dream.supervisor.SupervisorReport.Context;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the restarts of one supervisor, in its process; reports them and that it gives up. Others
 * only look at {@link #recent}.
 */
final class Restarts {

  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
  private static final ExitReason TOO_MANY = ExitReason.error("reached_max_restart_intensity");

  private final Node node;
  private final Pid supervisor;
  private final RestartLimit limit;
  private final Consumer<String> whenGivingUp;
  private final SupervisorReports reports;
  private LastEnd last = LastEnd.NONE;

  Restarts(Node node, Pid supervisor, RestartLimit limit, Consumer<String> whenGivingUp) {
    this.node = node;
    this.supervisor = supervisor;
    this.limit = limit;
    this.whenGivingUp = whenGivingUp;
    this.reports = new SupervisorReports(node, supervisor);
  }

  /** What became of a child last, in words if somebody asks; holds no exception. */
  private record LastEnd(String id, @Nullable Pid pid, String what, String why) {

    static final LastEnd NONE = new LastEnd("", null, "", "");

    @Override
    public String toString() {
      return Child.shown(id, pid) + what + why;
    }
  }

  /** Returns how many restarts count towards the limit now. Any thread. */
  int recent() {
    return limit.count(node.kernel().nanos());
  }

  SupervisorReports reports() {
    return reports;
  }

  /** Takes note of a child's end that calls for a restart. */
  void ended(Child child, ExitReason reason) {
    last = new LastEnd(child.id(), child.pid(), " ended: ", shown(reason.toString()));
    delay(child);
    reports.terminated(child, reason);
  }

  /** Takes note of a restart that failed and calls for another. */
  void failed(Child child, StartResult result) {
    last =
        new LastEnd(child.id(), child.pid(), " did not start: ", shown(ChildProcess.why(result)));
    delay(child);
    reports.started(child, result);
  }

  private String shown(String reason) {
    return node.inspector().message(reason);
  }

  /** Lets the child's next restart wait, if it has a backoff; its supervisor gets a message. */
  private void delay(Child child) {
    DelayedRestart restart = child.delay(ThreadLocalRandom.current().nextDouble());
    if (restart != null) {
      restart.start(node, supervisor);
      // In words, for an appender may look later, when the child has no pid any more.
      log.info(
          "supervisor {} restarts {} {}",
          node.describe(supervisor),
          child.toString(),
          restart.next());
    }
  }

  /** Counts one more restart of this child; returns whether it is allowed, and reports if not. */
  boolean mayRestart(Child child) {
    if (limit.allows(node.kernel().nanos())) {
      return true;
    }
    String limits =
        "supervisor %s gives up: %d restarts in %s, limit %d"
            .formatted(
                node.describe(supervisor),
                limit.count(),
                Wording.of(limit.period()),
                limit.maxRestarts());
    log.error("{}\n    last: {}", limits, last);
    node.tally().giveUp(node.nameOf(supervisor).orElse("unnamed"));
    whenGivingUp.accept(limits + "; last: " + last);
    reports.error(Context.SHUTDOWN, child, TOO_MANY);
    return false;
  }

  /**
   * Takes note of a child that runs again, and gives it the message of which its last incarnation
   * crashed, if its mailbox says so.
   */
  void restarted(Child child, @Nullable Pid before, Pid now) {
    child.countRestart();
    if (before != null) {
      node.kernel().retry(before, now);
    }
    node.tally().restart(node.nameOf(supervisor).orElse("unnamed"));
    if (log.isInfoEnabled()) {
      log.info("supervisor {} restarted {}", node.describe(supervisor), child);
    }
    reports.restarted(child, before);
  }
}
