package dev.dream.spring.boot.autoconfigure;

import dev.dream.application.ApplicationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains {@link ApplicationException}: dependencies that do not work out, or a failed start. */
final class ApplicationFailureAnalyzer extends AbstractFailureAnalyzer<ApplicationException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, ApplicationException cause) {
    String message = cause.getMessage();
    String description = "The applications of the engine could not be started:%n%n    %s";
    return new FailureAnalysis(description.formatted(message), action(cause), cause);
  }

  private static String action(ApplicationException cause) {
    return cause.getCause() == null
        ? "Correct the names and dependencies of the Application beans. The context's own tree is"
            + " an application too, named as the property spring.application.name says."
        : "Correct what the application's start does, or the first children of its tree.";
  }
}
