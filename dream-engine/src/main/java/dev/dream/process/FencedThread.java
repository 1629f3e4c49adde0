package dev.dream.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread that still runs the code of a process which has been ended from outside. It can do
 * nothing through the engine any more, and is forgotten when the code returns.
 *
 * @param pid the process that was ended
 * @param name the name it had, or null
 * @param module what kind of process it was
 * @param since when it was ended
 * @param stack where the thread stands now
 */
public record FencedThread(
    Pid pid, @Nullable String name, String module, Instant since, List<StackTraceElement> stack) {

  /** Keeps a copy of the stack. */
  public FencedThread {
    stack = List.copyOf(stack);
  }
}
