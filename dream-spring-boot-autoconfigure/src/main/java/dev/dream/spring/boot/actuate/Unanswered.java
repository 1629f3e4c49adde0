package dev.dream.spring.boot.actuate;

import dev.dream.genserver.CallException;
import dev.dream.process.Wording;
import java.time.Duration;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Says to a web client why whoever was asked for something has not done it. */
final class Unanswered {

  private Unanswered() {}

  /**
   * Returns the refusal.
   *
   * @param asked who was asked: {@code process '0.42'}
   * @param limit how long was waited
   */
  static RefusedException of(CallException failed, String asked, Duration limit, Values.View view) {
    WebEndpointResponse<OperationResponseBody> answer =
        switch (failed.outcome()) {
          case TIMEOUT ->
              Problem.unavailable(
                  "%s did not answer within %s; it will do what it was asked for when it can"
                      .formatted(asked, Wording.of(limit)));
          case NOPROC -> Problem.notFound(asked + " is not alive");
          case OK, OVERLOADED, EXIT ->
              Problem.conflict(
                  "%s did not do it: %s".formatted(asked, view.reason("reason", failed.reason())));
        };
    return new RefusedException(answer);
  }
}
