package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.Pid;
import dev.dream.spring.boot.actuate.Audit.Operation;
import dev.dream.supervisor.Supervisor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Shows supervision trees, and restarts, terminates and deletes children. */
@Endpoint(id = "dreamsupervisors", defaultAccess = Access.READ_ONLY)
public final class DreamSupervisorsEndpoint {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Dream dream;
  private final Values values;
  private final Audit audit;
  private final Duration limit;

  /** Creates it for an engine; a supervisor has five seconds to change a child. */
  public DreamSupervisorsEndpoint(Dream dream, Values values, Audit audit) {
    this(dream, values, audit, LIMIT);
  }

  DreamSupervisorsEndpoint(Dream dream, Values values, Audit audit, Duration limit) {
    this.dream = dream;
    this.values = values;
    this.audit = audit;
    this.limit = limit;
  }

  /**
   * Shows the trees of all supervisors that have none themselves.
   *
   * @param limit how many children to show of each, at most 1000; 100 if nothing is said
   */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> supervisors(@Nullable String limit) {
    return RefusedException.answer(
        () -> new SupervisorTrees(new Trees(dream.node(), Selection.limit(limit)).all()));
  }

  /**
   * Shows the tree below one supervisor.
   *
   * @param limit how many children to show of each, at most 1000; 100 if nothing is said
   */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> supervisor(
      @Selector String supervisor, @Nullable String limit) {
    return RefusedException.answer(
        () -> {
          int most = Selection.limit(limit);
          Pid pid = Selection.pid(dream, supervisor);
          return new Trees(dream.node(), most).of(pid).orElseThrow(() -> noSupervisor(pid));
        });
  }

  /**
   * Changes a child of a supervisor.
   *
   * @param child its id, or its pid under a dynamic supervisor
   * @param action restart (also of one that runs), terminate or delete; a dynamic supervisor can
   *     only terminate
   */
  @WriteOperation
  public WebEndpointResponse<OperationResponseBody> change(
      SecurityContext asker,
      @Selector String supervisor,
      @Nullable String child,
      @Nullable String action) {
    Map<String, String> data =
        Map.of(
            "supervisor",
            supervisor,
            "child",
            String.valueOf(child),
            "action",
            String.valueOf(action));
    return audit.answer(
        asker,
        Operation.CHILD_CHANGE,
        data,
        () -> {
          ChildAction wanted = Selection.oneOf(ChildAction.class, "action", action);
          if (child == null || child.isBlank()) {
            throw new RefusedException(Problem.badRequest("child must be the id of a child"));
          }
          Selection.requireText("child", child);
          return change(Selection.pid(dream, supervisor), child, wanted, values.to(asker));
        });
  }

  private OperationResponseBody change(
      Pid supervisor, String child, ChildAction action, Values.View view) throws RefusedException {
    boolean isDynamic =
        Supervisor.info(dream.node(), supervisor)
            .orElseThrow(() -> noSupervisor(supervisor))
            .isDynamic();
    SupervisorRequest request = new SupervisorRequest(dream.node(), supervisor, limit, view);
    return isDynamic
        ? new DynamicChildChange(request, Selection.child(dream, child)).run(action)
        : new ChildChange(request, child).run(action);
  }

  private static RefusedException noSupervisor(Pid pid) {
    return new RefusedException(
        Problem.notFound("process '%s' is not alive, or no supervisor".formatted(PidText.of(pid))));
  }

  /**
   * All trees.
   *
   * @param supervisors their roots
   */
  public record SupervisorTrees(List<TreeNode> supervisors) implements OperationResponseBody {}
}
