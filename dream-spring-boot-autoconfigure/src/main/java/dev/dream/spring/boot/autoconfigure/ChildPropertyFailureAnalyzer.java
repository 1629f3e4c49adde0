package dev.dream.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains {@link ChildPropertyException}. Comes before those of the failures that may follow from
 * it: a child that did not start, for one.
 */
final class ChildPropertyFailureAnalyzer extends AbstractFailureAnalyzer<ChildPropertyException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, ChildPropertyException cause) {
    String description =
        "The property '%s' cannot be applied to %s:%n%n    %s"
            .formatted(cause.property(), cause.target(), cause.reason());
    return new FailureAnalysis(description, cause.action(), cause);
  }
}
