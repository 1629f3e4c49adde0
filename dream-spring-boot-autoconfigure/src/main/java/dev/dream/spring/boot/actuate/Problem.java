package dev.dream.spring.boot.actuate;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Says why an operation was not done.
 *
 * @param message one sentence
 */
public record Problem(String message) implements OperationResponseBody {

  private static final int CONFLICT = 409;

  /** What was asked for does not make sense. */
  static WebEndpointResponse<OperationResponseBody> badRequest(String message) {
    return response(message, WebEndpointResponse.STATUS_BAD_REQUEST);
  }

  /** There is no such thing. */
  static WebEndpointResponse<OperationResponseBody> notFound(String message) {
    return response(message, WebEndpointResponse.STATUS_NOT_FOUND);
  }

  /** It is in the wrong state for that. */
  static WebEndpointResponse<OperationResponseBody> conflict(String message) {
    return response(message, CONFLICT);
  }

  /** More than that is not allowed at a time. */
  static WebEndpointResponse<OperationResponseBody> tooMany(String message) {
    return response(message, WebEndpointResponse.STATUS_TOO_MANY_REQUESTS);
  }

  /** Nobody answered in time. */
  static WebEndpointResponse<OperationResponseBody> unavailable(String message) {
    return response(message, WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
  }

  private static WebEndpointResponse<OperationResponseBody> response(String message, int status) {
    return new WebEndpointResponse<>(new Problem(message), status);
  }
}
