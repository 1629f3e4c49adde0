package dev.dream.genserver;

import dev.dream.process.ExitWords;
import java.time.Duration;
import java.util.List;

/**
 * An {@code init} that did not come back in time, as it was before its process was killed.
 *
 * @param limit how long it might have taken; see {@link StartOptions#timeout}
 * @param stack where its thread stood; empty if it had none just then
 */
public record LateInit(Duration limit, List<StackTraceElement> stack) {

  /** Keeps a copy of the stack. */
  public LateInit {
    stack = List.copyOf(stack);
  }

  @Override
  public String toString() {
    return ExitWords.lateInit(limit, stack);
  }
}
