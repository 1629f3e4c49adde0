package dev.dream.soak;

/**
 * One kind of thing that is done ten million times. It leaves nothing: no message to the hand that
 * does it, and nothing in any table.
 *
 * @param name what it is called in the report
 * @param size how often the thing is done by one run
 * @param weight how much of the time it gets
 * @param work what to do; runs in the hand's process, which traps exits
 */
record Chore(String name, int size, int weight, Work work) {

  /** Does it. */
  interface Work {
    void run(Hand hand) throws Exception;
  }

  static Chore of(String name, Work work) {
    return new Chore(name, 1, 1, work);
  }

  /** Returns the same chore, done several times as long. */
  Chore weighing(int newWeight) {
    return new Chore(name, size, newWeight, work);
  }

  /** Returns the same chore, of which each run does several. */
  Chore each(int newSize) {
    return new Chore(name, newSize, weight, work);
  }
}
