package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.Pid;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
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
  private final Duration limit;

  /** Creates it for an engine; a supervisor has five seconds to change a child. */
  public DreamSupervisorsEndpoint(Dream dream) {
    this(dream, LIMIT);
  }

  DreamSupervisorsEndpoint(Dream dream, Duration limit) {
    this.dream = dream;
    this.limit = limit;
  }

  /** Shows the trees of all supervisors that have none themselves. */
  @ReadOperation
  public SupervisorTrees supervisors() {
    return new SupervisorTrees(new Trees(dream.node()).all());
  }

  /** Shows the tree below one supervisor. */
  @ReadOperation
  public WebEndpointResponse<OperationResponseBody> supervisor(@Selector String supervisor) {
    return RefusedException.answer(() -> tree(Selection.pid(dream, supervisor)));
  }

  /**
   * Changes a child of a supervisor.
   *
   * @param child its id
   * @param action restart (also of one that runs), terminate or delete
   */
  @WriteOperation
  public WebEndpointResponse<OperationResponseBody> change(
      @Selector String supervisor, @Nullable String child, @Nullable String action) {
    return RefusedException.answer(
        () -> {
          ChildAction wanted = Selection.oneOf(ChildAction.class, "action", action);
          if (child == null || child.isBlank()) {
            throw new RefusedException(Problem.badRequest("child must be the id of a child"));
          }
          Selection.requireShort("child", child);
          Pid pid = Selection.pid(dream, supervisor);
          tree(pid); // it is a supervisor
          return new ChildChange(dream.node(), pid, child, limit).run(wanted);
        });
  }

  private TreeNode tree(Pid pid) throws RefusedException {
    return new Trees(dream.node())
        .of(pid)
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.notFound(
                        "process '%s' is not alive, or no supervisor".formatted(PidText.of(pid)))));
  }

  /**
   * All trees.
   *
   * @param supervisors their roots
   */
  public record SupervisorTrees(List<TreeNode> supervisors) implements OperationResponseBody {}
}
