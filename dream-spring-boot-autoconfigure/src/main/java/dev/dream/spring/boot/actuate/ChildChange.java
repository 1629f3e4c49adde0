package dev.dream.spring.boot.actuate;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** One change of a child by its supervisor, which knows it by its id. */
final class ChildChange {

  private final SupervisorRequest request;
  private final String child;
  private final Values.View view;
  private final ServerRef<Supervisor> ref;

  ChildChange(SupervisorRequest request, String child) {
    this.request = request;
    this.child = child;
    this.view = request.view();
    this.ref = request.ref();
  }

  /**
   * What was done.
   *
   * @param supervisor by whom
   * @param child to which child: its id, or its pid under a dynamic supervisor
   * @param action what
   * @param pid the child's new process, if it was started
   */
  record Done(String supervisor, String child, String action, @Nullable String pid)
      implements OperationResponseBody {}

  OperationResponseBody run(ChildAction action) throws RefusedException {
    return request.run(
        () -> new Done(PidText.of(request.supervisor()), child, Words.of(action), change(action)));
  }

  private @Nullable String change(ChildAction action) throws RefusedException {
    return switch (action) {
      case RESTART -> restart();
      case TERMINATE -> {
        Supervisor.terminateChild(ref, child, request.left());
        yield null;
      }
      case DELETE -> {
        Supervisor.deleteChild(ref, child, request.left());
        yield null;
      }
    };
  }

  private @Nullable String restart() throws RefusedException {
    if (isTemporary()) {
      throw new RefusedException(
          conflict("it is temporary: its supervisor forgets it when it ends"));
    }
    Supervisor.terminateChild(ref, child, request.left());
    return switch (Supervisor.restartChild(ref, child, request.left())) {
      case StartResult.Started(Pid pid) -> PidText.of(pid);
      case StartResult.Ignored() -> null;
      case StartResult.AlreadyStarted(Pid holder) ->
          throw new RefusedException(conflict("its name belongs to " + PidText.of(holder)));
      case StartResult.Failed(ExitReason reason, _) ->
          throw new RefusedException(
              conflict("it did not start: " + view.reason("reason", reason)));
    };
  }

  private boolean isTemporary() {
    List<ChildInfo> children =
        Supervisor.info(request.node(), request.supervisor())
            .map(SupervisorInfo::children)
            .orElse(List.of());
    return children.stream()
        .anyMatch(info -> info.id().equals(child) && info.restart() == Restart.TEMPORARY);
  }

  private WebEndpointResponse<OperationResponseBody> conflict(String why) {
    return Problem.conflict("child '%s' was not restarted: %s".formatted(child, why));
  }
}
