package dev.dream.test;

import dev.dream.Dream;
import dev.dream.process.ProcessKey;
import dev.dream.process.Processes;
import java.util.Optional;

/**
 * What a test that runs as a process has for itself; its process keeps it in its dictionary.
 *
 * @param dream its engine
 * @param limits how long its assertions wait
 * @param crashes what has crashed since it began
 * @param supervised what it has started under its supervisor
 */
record CurrentTest(
    Dream dream, TestLimits limits, CrashWatch crashes, SupervisedChildren supervised) {

  static final ProcessKey<CurrentTest> KEY = ProcessKey.of("test");

  static CurrentTest of(Dream dream, TestLimits limits) {
    return new CurrentTest(
        dream, limits, new CrashWatch(dream.reports()), new SupervisedChildren(dream));
  }

  /** Returns the test that the calling process runs, if it runs one. */
  static Optional<CurrentTest> find() {
    return Processes.get(KEY);
  }

  /** The same for what makes no sense elsewhere. */
  static CurrentTest require(String operation) {
    return find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s failed: %s runs no test; call it from the test itself, whose class has"
                            .formatted(operation, Processes.self())
                        + " @ProcessTest or @DreamTest"));
  }

  /** Returns how long assertions of the calling process wait. */
  static TestLimits limitsHere() {
    return find().map(CurrentTest::limits).orElse(TestLimits.DEFAULT);
  }
}
