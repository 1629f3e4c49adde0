package dev.dream.benchmarks.workloads;

/** Picks indices in an order that no cache foresees: xorshift. One thread at a time. */
final class RandomIndex {

  private final int bound;
  private int state = 42;

  RandomIndex(int bound) {
    this.bound = bound;
  }

  /** Returns the next, from zero to below the bound. */
  int next() {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Integer.remainderUnsigned(state, bound);
  }
}
