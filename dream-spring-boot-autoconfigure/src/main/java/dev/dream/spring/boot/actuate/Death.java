package dev.dream.spring.boot.actuate;

import dev.dream.process.ProcessInfo;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.SupervisorInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What would happen if a process crashed now.
 *
 * @param pid the process
 * @param ends who ends, itself first: whom its exit signal reaches over links, and whom that ends
 * @param hears who traps exits, or monitors one of those that end, and is told
 * @param restarts what supervisors then do
 * @param gone which of those that end nobody starts again
 */
public record Death(
    String pid, List<Process> ends, List<Process> hears, List<Restart> restarts, List<String> gone)
    implements OperationResponseBody {

  /**
   * A process.
   *
   * @param pid which
   * @param name its registered name, if it has one
   * @param module what kind of process it is
   */
  public record Process(String pid, @Nullable String name, String module) {

    static Process of(ProcessInfo info) {
      return new Process(PidText.of(info.pid()), info.registeredName(), info.module());
    }
  }

  /**
   * A supervisor that starts children again.
   *
   * @param supervisor by its pid
   * @param name its registered name, if it has one
   * @param strategy who is restarted together
   * @param children whose end it hears, by their ids
   * @param stopped which others it stops for that, and starts again
   * @param limit when it gives up instead; then it ends, and all its children
   * @param above the supervisor that then has to restart it, by its pid; null if it is a root
   */
  public record Restart(
      String supervisor,
      @Nullable String name,
      String strategy,
      List<String> children,
      List<String> stopped,
      TreeNode.Limit limit,
      @Nullable String above) {

    static Restart of(
        ProcessInfo supervisor,
        SupervisorInfo rules,
        List<ChildInfo> children,
        List<ChildInfo> stopped,
        boolean isRoot) {
      return new Restart(
          PidText.of(supervisor.pid()),
          supervisor.registeredName(),
          Words.of(rules.strategy()),
          children.stream().map(ChildInfo::id).toList(),
          stopped.stream().map(ChildInfo::id).toList(),
          TreeNode.Limit.of(rules),
          isRoot ? null : PidText.ofNullable(supervisor.parent()));
    }
  }
}
