package dev.dream.spring.boot.actuate;

import dev.dream.process.FencedThread;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread that still runs the code of a killed process.
 *
 * @param pid the process
 * @param name the name it had, if any
 * @param module what kind of process it was
 * @param since when it was killed
 * @param stack the upper end of the thread's stack
 */
public record FencedThreadSummary(
    String pid, @Nullable String name, String module, Instant since, List<String> stack) {

  private static final int FRAMES_SHOWN = 20;

  static FencedThreadSummary of(FencedThread thread) {
    return new FencedThreadSummary(
        PidText.of(thread.pid()),
        thread.name(),
        thread.module(),
        thread.since(),
        thread.stack().stream().limit(FRAMES_SHOWN).map(StackTraceElement::toString).toList());
  }
}
