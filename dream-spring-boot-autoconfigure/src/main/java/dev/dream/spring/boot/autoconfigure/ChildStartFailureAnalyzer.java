package dev.dream.spring.boot.autoconfigure;

import dev.dream.process.Wording;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains {@link ChildStartException}. */
final class ChildStartFailureAnalyzer extends AbstractFailureAnalyzer<ChildStartException> {

  private static final int FRAMES_SHOWN = 30;

  @Override
  protected FailureAnalysis analyze(Throwable root, ChildStartException cause) {
    LateChild late = cause.late();
    return late == null ? failed(cause) : tooLate(cause, late);
  }

  private static FailureAnalysis tooLate(ChildStartException cause, LateChild late) {
    String stack =
        late.init().stack().stream()
            .limit(FRAMES_SHOWN)
            .map("%n        at %s"::formatted)
            .collect(Collectors.joining());
    String description =
        "The init of %s, did not come back within %s, and was killed.%s"
            .formatted(
                late.place().shown(),
                Wording.of(late.init().limit()),
                stack.isEmpty() ? "" : " It stood here:%n".formatted() + stack);
    String action =
        "Set '%s' to a longer time, or the ChildSpec's initTimeout; or let init answer"
                .formatted(late.property())
            + " thenContinue, and do in handleContinue what takes so long: the start does not wait"
            + " for that.";
    return new FailureAnalysis(description, action, cause);
  }

  private static FailureAnalysis failed(ChildStartException cause) {
    String description =
        "The child '%s' of the root supervisor, specified by the bean '%s', did not start:%n%n    %s"
            .formatted(cause.id(), cause.bean(), cause.reason());
    String action =
        "Correct what the child's constructor and init do, or what they need. To start without it"
            + " for now, let init answer ignore and do the work that may fail in handleContinue.";
    return new FailureAnalysis(description, action, cause);
  }
}
