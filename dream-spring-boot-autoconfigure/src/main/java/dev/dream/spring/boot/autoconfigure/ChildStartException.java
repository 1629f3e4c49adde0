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

  ChildStartException(RootChild child, StartResult result) {
    super(
        "start child \"%s\" of bean \"%s\" failed: %s"
            .formatted(child.id(), child.bean(), reason(child, result)),
        cause(result));
    this.bean = child.bean();
    this.id = child.id();
    this.reason = reason(child, result);
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

  private static String reason(RootChild child, StartResult result) {
    return switch (result) {
      case StartResult.Failed(ExitReason why) -> why.toString();
      case StartResult.AlreadyStarted(var holder) ->
          "its name %s belongs to %s".formatted(child.registeredName(), holder);
      case StartResult.Started _, StartResult.Ignored _ -> "it did start";
    };
  }

  private static @Nullable Throwable cause(StartResult result) {
    return result instanceof StartResult.Failed(ExitReason.Failure(_, Throwable cause))
        ? cause
        : null;
  }
}
