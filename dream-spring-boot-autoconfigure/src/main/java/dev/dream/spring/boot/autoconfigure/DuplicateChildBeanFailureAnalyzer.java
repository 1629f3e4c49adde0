package dev.dream.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains {@link DuplicateChildBeanException}. */
final class DuplicateChildBeanFailureAnalyzer
    extends AbstractFailureAnalyzer<DuplicateChildBeanException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, DuplicateChildBeanException cause) {
    String description =
        "The beans '%s' and '%s' both specify a child of the root supervisor with the %s '%s'."
            .formatted(cause.firstBean(), cause.secondBean(), cause.what(), cause.value());
    String action =
        ("Give one of the two another %s, or none: it is the bean's name then. If one of them was"
                + " not meant to be a child of the root supervisor, do not make it a bean, but a"
                + " child in a SupervisorSpec.")
            .formatted(cause.what());
    return new FailureAnalysis(description, action, cause);
  }
}
