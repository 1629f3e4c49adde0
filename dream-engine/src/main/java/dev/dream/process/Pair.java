package dev.dream.process;

import java.util.function.BooleanSupplier;

/** Two processes locked together, the one with the lower number first, so that nobody deadlocks. */
final class Pair {

  private Pair() {}

  static boolean locked(LocalProcess one, LocalProcess other, BooleanSupplier action) {
    boolean inOrder = one.pid.id() < other.pid.id();
    synchronized (inOrder ? one : other) {
      synchronized (inOrder ? other : one) {
        return action.getAsBoolean();
      }
    }
  }
}
