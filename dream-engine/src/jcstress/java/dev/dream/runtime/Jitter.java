package dev.dream.runtime;

import java.util.concurrent.ThreadLocalRandom;

/** Delays that differ from run to run, so that each step of one actor meets each of the other. */
public final class Jitter {

  private static final int MOST_SPINS = 16;

  private Jitter() {}

  /** Waits for up to about a microsecond. */
  public static void spin() {
    for (int i = ThreadLocalRandom.current().nextInt(MOST_SPINS); i > 0; i--) {
      Thread.onSpinWait();
    }
  }
}
