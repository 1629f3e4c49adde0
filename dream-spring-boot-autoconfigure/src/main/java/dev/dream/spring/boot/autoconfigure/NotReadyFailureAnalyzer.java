package dev.dream.spring.boot.autoconfigure;

import dev.dream.process.Wording;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains {@link NotReadyException}. */
final class NotReadyFailureAnalyzer extends AbstractFailureAnalyzer<NotReadyException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, NotReadyException cause) {
    String children =
        cause.children().stream().map("%n    %s"::formatted).collect(Collectors.joining());
    String description =
        ("The application was not ready within %s. These children are required for that, and had"
                + " not done what their init continues with:%n%s")
            .formatted(Wording.of(cause.limit()), children);
    String action =
        "Set 'dream.readiness-timeout' to a longer time, or '%s.%s' to false. What a child did for"
                .formatted(cause.children().getFirst(), DreamChildrenProperties.REQUIRED)
            + " so long is in the log: an alarm shows the stack of each callback that runs for"
            + " longer than the child's callback-limit.";
    return new FailureAnalysis(description, action, cause);
  }
}
