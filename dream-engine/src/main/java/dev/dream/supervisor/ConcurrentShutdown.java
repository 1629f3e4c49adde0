package dev.dream.supervisor;

import static dev.dream.process.Processes.alive;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.unlink;

import dev.dream.process.Deadline;
import dev.dream.process.Down;
import dev.dream.process.EngineMessage;
import dev.dream.process.Exit;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends all children of a supervisor at the same time, in its process, and waits for their ends.
 * Children with the same time to shut down share a timer. Elixir: {@code terminate_children} of
 * DynamicSupervisor.
 *
 * <p>Takes every message out of the mailbox, so that it need not go through it for each child: the
 * supervisor itself ends afterwards.
 */
final class ConcurrentShutdown {

  private final SupervisorReports reports;
  private final Map<Ref, Child> waiting = new HashMap<>();
  private final Map<Duration, List<Pid>> byTimeout = new HashMap<>();
  private final Map<Pid, ExitReason> before = new HashMap<>();

  private record Overdue(List<Pid> children) implements EngineMessage {}

  private ConcurrentShutdown(SupervisorReports reports) {
    this.reports = reports;
  }

  static void of(Collection<Child> children, SupervisorReports reports) {
    new ConcurrentShutdown(reports).run(children);
  }

  private void run(Collection<Child> children) {
    for (Child child : children) {
      Pid pid = child.pid();
      if (pid != null) {
        stop(child, pid);
      }
    }
    byTimeout.forEach(
        (timeout, pids) ->
            Node.current().kernel().deliverAfter(self(), new Overdue(pids), timeout));
    while (!waiting.isEmpty()) {
      switch (receive()) {
        case Down(Ref ref, _, ExitReason reason) -> ended(waiting.remove(ref), reason);
        case Exit(Pid pid, ExitReason reason) -> before.put(pid, reason);
        case Overdue(List<Pid> late) -> late.forEach(pid -> exit(pid, ExitReason.KILL));
        default -> {}
      }
    }
  }

  private void ended(@Nullable Child child, ExitReason reason) {
    if (child != null) {
      // Of one that had ended by itself only the exit says why; it came before it was watched.
      ExitReason known = before.get(child.pid());
      reports.stopped(child, known == null ? reason : known);
    }
  }

  private void stop(Child child, Pid pid) {
    waiting.put(monitor(pid), child);
    if (alive(pid)) {
      unlink(pid);
    }
    switch (child.spec().shutdown()) {
      case Shutdown.BrutalKill() -> exit(pid, ExitReason.KILL);
      case Shutdown.Within(Duration timeout) -> {
        exit(pid, ExitReason.SHUTDOWN);
        if (!Deadline.isForever(timeout)) {
          byTimeout.computeIfAbsent(timeout, _ -> new ArrayList<>()).add(pid);
        }
      }
    }
  }
}
