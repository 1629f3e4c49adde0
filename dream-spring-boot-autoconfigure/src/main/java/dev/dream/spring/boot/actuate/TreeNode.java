package dev.dream.spring.boot.actuate;

import dev.dream.supervisor.NextRestart;
import dev.dream.supervisor.SupervisorInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A supervisor with all below it, or a worker. What its own supervisor says is absent for a root,
 * and what only supervisors have for a worker.
 *
 * @param id its id as a child
 * @param name its registered name, if it has one
 * @param pid its process, if it runs
 * @param module what kind of process it is, if it runs
 * @param status running, restarting or stopped
 * @param type worker or supervisor
 * @param restart permanent, transient or temporary
 * @param shutdown how it is stopped: a time, infinity or brutal kill
 * @param restarts how often it was restarted
 * @param nextRestart when it is tried to start it again, if that waits
 * @param mailbox how many messages wait for it
 * @param oldestMillis how long the oldest of them has waited
 * @param startedAt when its process was started
 * @param strategy one_for_one, one_for_all or rest_for_one
 * @param limit when it gives up
 * @param dynamic whether it knows its children by their pids, and not by ids
 * @param childCount how many children it has
 * @param children the first of them, in start order
 */
public record TreeNode(
    @Nullable String id,
    @Nullable String name,
    @Nullable String pid,
    @Nullable String module,
    String status,
    String type,
    @Nullable String restart,
    @Nullable String shutdown,
    @Nullable Long restarts,
    @Nullable Wait nextRestart,
    @Nullable Integer mailbox,
    @Nullable Long oldestMillis,
    @Nullable Instant startedAt,
    @Nullable String strategy,
    @Nullable Limit limit,
    @Nullable Boolean dynamic,
    @Nullable Integer childCount,
    @Nullable List<TreeNode> children)
    implements OperationResponseBody {

  /**
   * When a supervisor gives up.
   *
   * @param maxRestarts how many restarts are allowed
   * @param periodMillis within which time
   * @param recentRestarts how many there were within that time up to now
   */
  public record Limit(int maxRestarts, long periodMillis, int recentRestarts) {

    static Limit of(SupervisorInfo rules) {
      return new Limit(rules.maxRestarts(), rules.period().toMillis(), rules.recentRestarts());
    }
  }

  /**
   * A restart that waits for its time.
   *
   * @param attempt which restart in a row it is
   * @param delayMillis how long it waits
   * @param due when it will be tried
   * @param before its last process, by which a dynamic supervisor knows it until then
   */
  public record Wait(int attempt, long delayMillis, Instant due, @Nullable String before) {

    static @Nullable Wait ofNullable(@Nullable NextRestart next) {
      return next == null
          ? null
          : new Wait(
              next.attempt(),
              next.delay().toMillis(),
              next.due(),
              PidText.ofNullable(next.before()));
    }
  }
}
