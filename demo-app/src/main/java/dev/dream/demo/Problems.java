package dev.dream.demo;

import dev.dream.process.ExitException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Says in HTTP what went wrong. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  /**
   * A process was not there, ended before it answered, was too slow, or did not start: its
   * supervisor is at it, so try again. Whether a bid counted is then open; the auction knows.
   */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> away(ExitException exit) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, exit.getMessage());
    return ResponseEntity.of(problem).header(HttpHeaders.RETRY_AFTER, "1").build();
  }

  @ExceptionHandler
  ProblemDetail unknown(UnknownAuctionException unknown) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, unknown.getMessage());
  }

  /** A body that cannot be read: our own records say why, and of the rest only that it is so. */
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String detail =
        unreadable.getMostSpecificCause() instanceof InvalidInputException invalid
            ? invalid.getMessage()
            : "the body is not the JSON that is expected here";
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    return handleExceptionInternal(unreadable, problem, headers, status, request);
  }
}
