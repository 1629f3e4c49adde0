package dev.dream.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one exception, its causes and what was suppressed, each once, and a dozen at most. */
final class ThrownReader {

  private static final int MOST = 12;
  private static final int MOST_CAUSES = 5;
  private static final int MOST_SUPPRESSED = 3;
  private static final int MOST_FRAMES = 40;
  private static final int MOST_FRAMES_TOGETHER = 80;
  private static final int LONGEST_FRAME = 250;
  private static final StackTraceElement[] NO_FRAMES = {};

  private final Inspector inspector;
  private int framesLeft = MOST_FRAMES_TOGETHER;
  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  ThrownReader(Inspector inspector) {
    this.inspector = inspector;
  }

  Thrown read(Throwable throwable) {
    return read(throwable, NO_FRAMES, 0);
  }

  private Thrown read(Throwable throwable, StackTraceElement[] outer, int depth) {
    seen.add(throwable);
    String type = Inspector.nameOf(throwable.getClass());
    String said = said(throwable);
    String message = said == null ? null : inspector.message(said);
    StackTraceElement[] stack = stackOf(throwable);
    int own = stack.length - inCommon(stack, outer);
    List<String> frames = frames(stack, Math.min(own, Math.min(MOST_FRAMES, framesLeft)));
    framesLeft -= frames.size();
    Throwable reason = causeOf(throwable);
    Thrown cause = reason != null && mayRead(reason, depth) ? read(reason, stack, depth + 1) : null;
    Throwable[] others = throwable.getSuppressed(); // final in Throwable
    List<Thrown> suppressed = suppressed(others, stack, depth);
    boolean isWhole =
        isTold(throwable, said)
            && (reason == null) == (cause == null)
            && (cause == null || cause.isWhole())
            && suppressed.size() == others.length
            && suppressed.stream().allMatch(Thrown::isWhole);
    return new Thrown(type, message, frames, own - frames.size(), cause, suppressed, isWhole);
  }

  private boolean mayRead(Throwable throwable, int depth) {
    return depth < MOST_CAUSES && seen.size() < MOST && !seen.contains(throwable);
  }

  private List<Thrown> suppressed(Throwable[] others, StackTraceElement[] stack, int depth) {
    List<Thrown> shown = new ArrayList<>();
    for (Throwable other : others) {
      if (shown.size() < MOST_SUPPRESSED && mayRead(other, depth)) {
        shown.add(read(other, stack, depth + 1));
      }
    }
    return List.copyOf(shown);
  }

  /** Whether a logger that prints the exception itself says no more than what is shown here. */
  private boolean isTold(Throwable throwable, @Nullable String said) {
    if (said != null && !inspector.isHarmless(said)) {
      return false;
    }
    try {
      String type = throwable.getClass().getName();
      return throwable.toString().equals(said == null ? type : type + ": " + said);
    } catch (Throwable broken) {
      return false;
    }
  }

  /** Returns type and message of an exception. */
  String words(Throwable throwable) {
    String said = said(throwable);
    String type = Inspector.nameOf(throwable.getClass());
    return said == null ? type : type + ": " + inspector.message(said);
  }

  private static @Nullable String said(Throwable throwable) {
    try {
      return throwable.getMessage();
    } catch (Throwable broken) {
      return "(its getMessage failed: " + broken.getClass().getName() + ")";
    }
  }

  static @Nullable Throwable causeOf(Throwable throwable) {
    try {
      return throwable.getCause();
    } catch (Throwable broken) {
      return null;
    }
  }

  static StackTraceElement[] stackOf(Throwable throwable) {
    try {
      StackTraceElement[] stack = throwable.getStackTrace();
      return stack == null ? NO_FRAMES : stack;
    } catch (Throwable broken) {
      return NO_FRAMES;
    }
  }

  private static List<String> frames(StackTraceElement[] stack, int count) {
    List<String> shown = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      shown.add(Inspector.shortened(String.valueOf(stack[i]), LONGEST_FRAME));
    }
    return List.copyOf(shown);
  }

  /** Returns how many frames, counted from the outermost, a cause shares with what it caused. */
  private static int inCommon(StackTraceElement[] stack, StackTraceElement[] outer) {
    int common = 0;
    while (common < Math.min(stack.length, outer.length)
        && Objects.equals(stack[stack.length - 1 - common], outer[outer.length - 1 - common])) {
      common++;
    }
    return common;
  }
}
