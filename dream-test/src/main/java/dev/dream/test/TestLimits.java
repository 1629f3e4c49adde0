package dev.dream.test;

import java.time.Duration;

/**
 * How long assertions wait, and what lets a test fail by itself.
 *
 * @param assertReceive how long a message is waited for
 * @param refuteReceive how long it is waited that none comes
 * @param failOnCrash whether a crash that the test did not expect lets it fail
 */
record TestLimits(Duration assertReceive, Duration refuteReceive, boolean failOnCrash) {

  static final TestLimits DEFAULT =
      new TestLimits(Duration.ofMillis(100), Duration.ofMillis(100), false);
}
