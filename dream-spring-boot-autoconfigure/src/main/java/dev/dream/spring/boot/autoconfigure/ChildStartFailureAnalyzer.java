package dev.dream.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains {@link ChildStartException}. */
final class ChildStartFailureAnalyzer extends AbstractFailureAnalyzer<ChildStartException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, ChildStartException cause) {
    String description =
        "The child '%s' of the root supervisor, specified by the bean '%s', did not start:%n%n    %s"
            .formatted(cause.id(), cause.bean(), cause.reason());
    String action =
        "Correct what the child's constructor and init do, or what they need. To start without it"
            + " for now, let init answer ignore and do the work that may fail in handleContinue.";
    return new FailureAnalysis(description, action, cause);
  }
}
