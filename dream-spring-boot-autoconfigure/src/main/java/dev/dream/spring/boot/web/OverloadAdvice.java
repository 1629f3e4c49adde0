package dev.dream.spring.boot.web;

import dev.dream.genserver.OverloadedException;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Answers 503 Service Unavailable for a call that was refused because a mailbox is full, or because
 * there are as many processes by key as may be, and says when to come again: after the estimated
 * wait, in whole seconds, at least one. Nothing was done, so the client may repeat it. Which
 * process it was stays inside. Advice of the application comes first.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class OverloadAdvice {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> overloaded(OverloadedException refused) {
    long seconds = seconds(refused.overload().estimatedWait());
    String detail = "The service is overloaded. Nothing was done; try again in %d s.";
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, detail.formatted(seconds)));
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
