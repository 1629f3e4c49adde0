package dev.dream.spring.boot.actuate;

import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartResult;
import dev.dream.process.Deadline;
import dev.dream.process.ExitReason;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.process.Wording;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildException.Refusal;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** One change of a child by its supervisor, within a time. */
final class ChildChange {

  private final Node node;
  private final Pid supervisor;
  private final String child;
  private final Duration limit;
  private final Deadline deadline;
  private final ServerRef<Supervisor> ref;

  ChildChange(Node node, Pid supervisor, String child, Duration limit) {
    this.node = node;
    this.supervisor = supervisor;
    this.child = child;
    this.limit = limit;
    this.deadline = Deadline.in(limit);
    this.ref = ServerRef.of(node, supervisor);
  }

  /**
   * What was done.
   *
   * @param supervisor by whom
   * @param child to which child
   * @param action what
   * @param pid the child's new process, if it was started
   */
  record Done(String supervisor, String child, String action, @Nullable String pid)
      implements OperationResponseBody {}

  OperationResponseBody run(ChildAction action) throws RefusedException {
    try {
      String pid =
          switch (action) {
            case RESTART -> restart();
            case TERMINATE -> {
              Supervisor.terminateChild(ref, child, deadline.left());
              yield null;
            }
            case DELETE -> {
              Supervisor.deleteChild(ref, child, deadline.left());
              yield null;
            }
          };
      return new Done(PidText.of(supervisor), child, Words.of(action), pid);
    } catch (ChildException refused) {
      throw new RefusedException(answer(refused));
    } catch (CallException failed) {
      throw new RefusedException(answer(failed));
    }
  }

  private @Nullable String restart() throws RefusedException {
    if (isTemporary()) {
      throw new RefusedException(
          conflict("it is temporary: its supervisor forgets it when it ends"));
    }
    Supervisor.terminateChild(ref, child, deadline.left());
    return switch (Supervisor.restartChild(ref, child, deadline.left())) {
      case StartResult.Started(Pid pid) -> PidText.of(pid);
      case StartResult.Ignored() -> null;
      case StartResult.AlreadyStarted(Pid holder) ->
          throw new RefusedException(conflict("its name belongs to " + PidText.of(holder)));
      case StartResult.Failed(ExitReason reason) ->
          throw new RefusedException(conflict("it did not start: " + reason));
    };
  }

  private boolean isTemporary() {
    List<ChildInfo> children =
        Supervisor.info(node, supervisor).map(SupervisorInfo::children).orElse(List.of());
    return children.stream()
        .anyMatch(info -> info.id().equals(child) && info.restart() == Restart.TEMPORARY);
  }

  private WebEndpointResponse<OperationResponseBody> conflict(String why) {
    return Problem.conflict("child '%s' was not restarted: %s".formatted(child, why));
  }

  private static WebEndpointResponse<OperationResponseBody> answer(ChildException refused) {
    String message = String.valueOf(refused.getMessage());
    return refused.refusal() == Refusal.NOT_FOUND
        ? Problem.notFound(message)
        : Problem.conflict(message);
  }

  private WebEndpointResponse<OperationResponseBody> answer(CallException failed) {
    return failed.reason() == ExitReason.TIMEOUT
        ? Problem.unavailable(
            "supervisor %s did not answer within %s; it will do what it was asked for when it can"
                .formatted(PidText.of(supervisor), Wording.of(limit)))
        : Problem.notFound("supervisor %s has ended".formatted(PidText.of(supervisor)));
  }
}
