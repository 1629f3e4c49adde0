package dev.dream.test;

import dev.dream.Dream;

/** A test from before its first part until nothing of it is left. Its thread only. */
final class RunningTest {

  private final CurrentTest test;
  private final String label;
  private TestProcess process;

  RunningTest(Dream dream, TestLimits limits, String label) {
    this.test = CurrentTest.of(dream, limits);
    this.label = label;
    this.process = new TestProcess(test, label);
  }

  Dream dream() {
    return test.dream();
  }

  /** Runs a part of the test; in another process if one before has ended the test's. */
  void run(TestProcess.Code part) throws Throwable {
    try {
      process.run(part);
    } finally {
      if (!process.alive()) {
        process.end();
        process = new TestProcess(test, label);
      }
    }
  }

  /**
   * Stops what the test has started and ends its process.
   *
   * @throws AssertionError if there was a crash, and none may be
   */
  void finish() {
    try {
      test.supervised().stop();
      if (test.limits().failOnCrash()) {
        EngineAssertions.requireNone(test.crashes());
      }
    } finally {
      process.end();
      test.crashes().close();
    }
  }
}
