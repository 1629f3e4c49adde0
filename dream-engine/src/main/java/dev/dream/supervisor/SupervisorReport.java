package dev.dream.supervisor;

import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Report;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong with a child. Erlang: a supervisor report.
 *
 * @param at when
 * @param process the supervisor
 * @param name the supervisor's name, or null
 * @param context what it was doing
 * @param reason of the child's end, or why it did not start
 * @param child which, as it was then, with its pid and how often it was restarted
 */
public record SupervisorReport(
    Instant at,
    Pid process,
    @Nullable String name,
    Context context,
    ExitReason reason,
    ChildInfo child)
    implements Report {

  /** What a supervisor was doing. */
  public enum Context {
    /** Starting the child: that failed. */
    START_ERROR,
    /** Watching over the child: it ended. */
    CHILD_TERMINATED,
    /** Stopping the child: it ended otherwise than it should, or was too slow and killed. */
    SHUTDOWN_ERROR,
    /** Restarting the child: it has ended too often, and the supervisor gives up. */
    SHUTDOWN
  }
}
