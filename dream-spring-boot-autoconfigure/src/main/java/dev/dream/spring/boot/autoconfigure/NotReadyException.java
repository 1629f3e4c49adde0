package dev.dream.spring.boot.autoconfigure;

import dev.dream.process.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Children that are required for readiness were not ready in time. */
public final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration limit;
  private final ArrayList<String> children;

  NotReadyException(Duration limit, List<String> children) {
    super(
        "wait for readiness failed: after %s, %s had not done what its init continues with"
            .formatted(Wording.of(limit), String.join(", ", children)));
    this.limit = limit;
    this.children = new ArrayList<>(children);
  }

  /** Returns the time that was given. */
  public Duration limit() {
    return limit;
  }

  /** Returns the children that were not ready, by the names that their properties begin with. */
  public List<String> children() {
    return List.copyOf(children);
  }
}
