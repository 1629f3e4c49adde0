package dev.dream.spring.boot.actuate;

import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Deadline;
import dev.dream.process.Node;
import dev.dream.process.Pid;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildException.Refusal;
import java.time.Duration;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Something that a supervisor is asked for, within a time. */
final class SupervisorRequest {

  private final Node node;
  private final Pid supervisor;
  private final Duration limit;
  private final Deadline deadline;
  private final Values.View view;

  SupervisorRequest(Node node, Pid supervisor, Duration limit, Values.View view) {
    this.node = node;
    this.supervisor = supervisor;
    this.limit = limit;
    this.deadline = Deadline.in(limit);
    this.view = view;
  }

  Node node() {
    return node;
  }

  /** Returns what whoever asks may see. */
  Values.View view() {
    return view;
  }

  Pid supervisor() {
    return supervisor;
  }

  /** Returns a reference to the supervisor, of whatever kind it is. */
  <G> ServerRef<G> ref() {
    return ServerRef.of(node, supervisor);
  }

  /** Returns the time that is left. */
  Duration left() {
    return deadline.left();
  }

  /** Runs what asks the supervisor; its refusals, and that it does not answer, are answers too. */
  OperationResponseBody run(RefusedException.Operation operation) throws RefusedException {
    try {
      return operation.run();
    } catch (ChildException refused) {
      throw new RefusedException(answer(refused));
    } catch (CallException failed) {
      throw Unanswered.of(failed, "supervisor '%s'".formatted(PidText.of(supervisor)), limit, view);
    }
  }

  private static WebEndpointResponse<OperationResponseBody> answer(ChildException refused) {
    String message = String.valueOf(refused.getMessage());
    return refused.refusal() == Refusal.NOT_FOUND
        ? Problem.notFound(message)
        : Problem.conflict(message);
  }
}
