package dev.dream.spring.boot.actuate;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Ends an operation early, with the answer to give. Never leaves this package. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient WebEndpointResponse<OperationResponseBody> response;

  RefusedException(WebEndpointResponse<OperationResponseBody> response) {
    super("refused with status " + response.getStatus(), null, false, false);
    this.response = response;
  }

  WebEndpointResponse<OperationResponseBody> response() {
    return response;
  }

  /** An operation that may be refused. */
  @FunctionalInterface
  interface Operation {

    OperationResponseBody run() throws RefusedException;
  }

  /** Returns what the operation returns, or why it was refused. */
  static WebEndpointResponse<OperationResponseBody> answer(Operation operation) {
    try {
      return new WebEndpointResponse<>(operation.run());
    } catch (RefusedException refused) {
      return refused.response;
    }
  }
}
