package dev.dream.test;

import java.time.Duration;

/**
 * What chance decides the n-th time that a rule is to decide. Depends on nothing else than its
 * components: no thread can change it.
 *
 * @param seed of all the chaos
 * @param rule which rule, from 1
 * @param nth for the how manieth time, from 1
 */
record Draw(long seed, int rule, long nth) {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final int BITS = 53;

  /** A pause is at most so many times the average one. */
  private static final double LONGEST = 5;

  /** Returns whether something of this probability happens. */
  boolean happens(double probability) {
    return uniform(1) < probability;
  }

  /** Returns one of so many. */
  int oneOf(int size) {
    return (int) (uniform(2) * size);
  }

  /** Returns how long to wait before, if it is to happen at this rate on average. */
  Duration pause(double perSecond) {
    double averages = Math.min(LONGEST, -Math.log(1 - uniform(3)));
    return Duration.ofNanos((long) (averages / perSecond * Duration.ofSeconds(1).toNanos()));
  }

  /** Returns a number from 0 to below 1, another for each purpose. */
  private double uniform(int purpose) {
    long mixed = mix(mix(mix(mix(seed) + rule) + nth) + purpose);
    return (mixed >>> (Long.SIZE - BITS)) * 0x1.0p-53;
  }

  /** The step of SplitMix64. */
  private static long mix(long state) {
    long z = state + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
