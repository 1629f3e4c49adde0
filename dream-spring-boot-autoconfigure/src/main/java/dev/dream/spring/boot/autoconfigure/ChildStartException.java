package dev.dream.spring.boot.autoconfigure;

import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import org.jspecify.annotations.Nullable;

/** A child of the root supervisor did not start, and therefore nothing did. */
public final class ChildStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String bean;
  private final String id;
  private final String reason;
  private final transient @Nullable LateChild late;

  ChildStartException(RootChild child, StartResult result, @Nullable LateChild late) {
    super(
        "start child \"%s\" of bean \"%s\" failed: %s"
            .formatted(child.id(), child.bean(), reason(child, result)),
        cause(result));
    this.bean = child.bean();
    this.id = child.id();
    this.reason = reason(child, result);
    this.late = late;
  }

  /** Returns the name of the bean that specifies the child. */
  public String bean() {
    return bean;
  }

  /** Returns the child's id. */
  public String id() {
    return id;
  }

  /** Returns why it did not start. */
  public String reason() {
    return reason;
  }

  /** Returns the child, this one or one below it, that took too long, if that is why. */
  @Nullable LateChild late() {
    return late;
  }

  private static String reason(RootChild child, StartResult result) {
    return switch (result) {
      case StartResult.Failed failed -> failed.why();
      case StartResult.AlreadyStarted(var holder) ->
          "its name %s belongs to %s".formatted(child.registeredName(), holder);
      case StartResult.Started _, StartResult.Ignored _ -> "it did start";
    };
  }

  private static @Nullable Throwable cause(StartResult result) {
    return result instanceof StartResult.Failed(ExitReason.Failure(_, Throwable cause), _)
        ? cause
        : null;
  }
}
