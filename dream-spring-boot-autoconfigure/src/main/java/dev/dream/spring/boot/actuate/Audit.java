package dev.dream.spring.boot.actuate;

import dev.dream.process.Wording;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes an {@link AuditEvent} for each operation that changes something, or shows a process's
 * state: who asked for it, for what, and with which result. An {@code AuditEventRepository} bean
 * keeps them, as those of Spring Security.
 */
public final class Audit {

  private static final String NOBODY = "anonymous";
  private static final int LONGEST = 256;

  /** What is published; the event's type is its name after {@code DREAM_}. */
  enum Operation {
    /** A process's state was shown. */
    PROCESS_STATE,
    /** A process was suspended or resumed. */
    PROCESS_CHANGE,
    /** A process was sent an exit signal. */
    PROCESS_EXIT,
    /** A supervisor restarted, terminated or deleted a child. */
    CHILD_CHANGE,
    /** A dead letter was sent again. */
    DEAD_LETTER_SEND,
    /** A trace was started. */
    TRACE_START,
    /** A trace was stopped. */
    TRACE_STOP;

    private String type() {
      return "DREAM_" + name();
    }
  }

  private final ApplicationEventPublisher events;

  /** Creates it; any thread may publish. */
  public Audit(ApplicationEventPublisher events) {
    this.events = events;
  }

  /**
   * Runs an operation and publishes it.
   *
   * @param data what was asked for, as it came: it is shortened, and signs that control are masked
   */
  WebEndpointResponse<OperationResponseBody> answer(
      SecurityContext asker,
      Operation operation,
      Map<String, String> data,
      RefusedException.Operation code) {
    WebEndpointResponse<OperationResponseBody> response = RefusedException.answer(code);
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    data.forEach((key, value) -> all.put(key, masked(value)));
    all.put("status", response.getStatus());
    if (response.getBody() instanceof Problem problem) {
      all.put("problem", masked(problem.message()));
    }
    Principal principal = asker.getPrincipal();
    String name = principal == null ? NOBODY : principal.getName();
    events.publishEvent(new AuditApplicationEvent(new AuditEvent(name, operation.type(), all)));
    return response;
  }

  private static String masked(String text) {
    return Wording.shortened(text, LONGEST).replaceAll("\\p{Cntrl}", "?");
  }
}
