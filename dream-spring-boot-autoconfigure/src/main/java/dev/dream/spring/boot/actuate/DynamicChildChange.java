package dev.dream.spring.boot.actuate;

import dev.dream.process.Pid;
import dev.dream.supervisor.DynamicSupervisor;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/** One change of a child by its dynamic supervisor, which knows it by its pid. */
final class DynamicChildChange {

  private final SupervisorRequest request;
  private final Pid child;

  DynamicChildChange(SupervisorRequest request, Pid child) {
    this.request = request;
    this.child = child;
  }

  OperationResponseBody run(ChildAction action) throws RefusedException {
    return switch (action) {
      case TERMINATE -> request.run(this::terminate);
      case RESTART ->
          throw refused(
              "restarted",
              "a dynamic supervisor restarts nothing on request; end the process, and it is"
                  + " started again unless it is temporary");
      case DELETE -> throw refused("deleted", "a dynamic supervisor forgets what it terminates");
    };
  }

  private OperationResponseBody terminate() {
    DynamicSupervisor.terminateChild(request.<DynamicSupervisor>ref(), child, request.left());
    return new ChildChange.Done(
        PidText.of(request.supervisor()), PidText.of(child), Words.of(ChildAction.TERMINATE), null);
  }

  private RefusedException refused(String done, String why) {
    return new RefusedException(
        Problem.conflict("child '%s' was not %s: %s".formatted(PidText.of(child), done, why)));
  }
}
