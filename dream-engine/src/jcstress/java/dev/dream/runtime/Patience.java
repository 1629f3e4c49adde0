package dev.dream.runtime;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other threads of the engine are about to do, but not for ever. */
public final class Patience {

  private static final int SPINS = 100;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(10);

  private Patience() {}

  /** Returns whether it came true in time. */
  public static boolean until(BooleanSupplier done) {
    for (int i = 0; i < SPINS; i++) {
      if (done.getAsBoolean()) {
        return true;
      }
      Thread.onSpinWait();
    }
    long deadline = System.nanoTime() + NANOS;
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.yield();
    }
    return true;
  }
}
