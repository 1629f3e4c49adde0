package dev.dream.process;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps very many crashes of one kind from costing as much each as a single one. There are as many
 * entries as kinds of processes that have crashed. Any thread; each entry is guarded by its own
 * monitor.
 */
final class CrashRate {

  /** How many crashes of a module are reported in full within a second. */
  static final int MOST = 20;

  /** Names made at run time must not be kept for ever: from here on they count together. */
  private static final int MOST_MODULES = 1_000;

  private static final String OTHERS = "(others)";
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, Window> windows = new ConcurrentHashMap<>();

  CrashRate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What becomes of a crash. */
  enum Verdict {
    /** It is reported in full. */
    FULL,
    /** It is left out, the first after others were reported or counted: more are to come. */
    FIRST_LEFT_OUT,
    /** It is left out. */
    LEFT_OUT
  }

  /** Counts a crash and says what becomes of it. */
  Verdict crashed(String module) {
    Window window = windows.get(module);
    if (window == null) {
      String kind = windows.size() < MOST_MODULES ? module : OTHERS;
      window = windows.computeIfAbsent(kind, _ -> new Window(nanoTime.getAsLong()));
    }
    return window.crashed(nanoTime.getAsLong());
  }

  /** Returns how many were left out since it was last asked. */
  int takeLeftOut(String module) {
    Window window = windows.getOrDefault(module, windows.get(OTHERS));
    return window == null ? 0 : window.takeLeftOut();
  }

  /** Returns the kinds of processes that have crashed. */
  Iterable<String> modules() {
    return windows.keySet();
  }

  /** The crashes of one module in the current second. */
  private static final class Window {

    private long begun;
    private int crashes;
    private int leftOut;

    Window(long now) {
      this.begun = now;
    }

    synchronized Verdict crashed(long now) {
      if (now - begun >= WINDOW_NANOS) {
        begun = now;
        crashes = 0;
      }
      if (++crashes <= MOST) {
        return Verdict.FULL;
      }
      return leftOut++ == 0 ? Verdict.FIRST_LEFT_OUT : Verdict.LEFT_OUT;
    }

    synchronized int takeLeftOut() {
      int taken = leftOut;
      leftOut = 0;
      return taken;
    }
  }
}
