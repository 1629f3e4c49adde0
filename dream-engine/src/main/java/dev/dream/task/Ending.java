package dev.dream.task;

import static dev.dream.process.Processes.INFINITY;
import static dev.dream.process.Processes.demonitorFlush;
import static dev.dream.process.Processes.exit;
import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.receive;

import dev.dream.process.Down;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import dev.dream.supervisor.Shutdown;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends one task for its owner. Elixir: {@code Task.shutdown/2}. */
final class Ending<T extends @Nullable Object> {

  private final Task<T> task;
  private final Pid pid;

  Ending(Task<T> task, Pid pid) {
    this.task = task;
    this.pid = pid;
  }

  TaskResult<T> end(Shutdown how) {
    Ref watch = monitor(pid);
    return switch (how) {
      case Shutdown.BrutalKill() -> {
        Node.current("Task.shutdown").kernel().unlinkAndExit(pid, ExitReason.KILL);
        yield result(down(watch, INFINITY), ExitReason.KILLED);
      }
      case Shutdown.Within(Duration timeout) -> {
        Node.current("Task.shutdown").kernel().unlinkAndExit(pid, ExitReason.SHUTDOWN);
        Down down = down(watch, timeout);
        if (down == null) {
          exit(pid, ExitReason.KILL);
          down = down(watch, INFINITY);
        }
        yield result(down, ExitReason.SHUTDOWN);
      }
    };
  }

  private static @Nullable Down down(Ref watch, Duration timeout) {
    return receive(message -> Inbox.isDown(watch, message), timeout) instanceof Down down
        ? down
        : null;
  }

  /**
   * Returns the reply, if it came, or why the task ended. It may have ended before it was watched
   * here; then only its own monitor knows why.
   *
   * @param asked the reason that needs no mention
   */
  private TaskResult<T> result(@Nullable Down down, ExitReason asked) {
    ExitReason reason = down == null ? ExitReason.NOPROC : down.reason();
    if (reason == ExitReason.NOPROC && down(task.ref(), Duration.ZERO) instanceof Down earlier) {
      reason = earlier.reason();
    }
    demonitorFlush(task.ref());
    TaskResult<T> reply = Inbox.flushReply(task);
    return reply instanceof TaskResult.None && !reason.equals(asked)
        ? new TaskResult.Exit<>(reason)
        : reply;
  }
}
