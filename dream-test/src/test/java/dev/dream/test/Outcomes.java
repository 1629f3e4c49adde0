package dev.dream.test;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs classes of tests, some of which are to fail, and tells how they went. */
final class Outcomes {

  private Outcomes() {}

  /** What comes is waited for as long as a slow machine takes. */
  static Events of(Class<?> tests) {
    return of(tests, Map.of("dream.test.assert-receive-millis", "30000"));
  }

  static Events of(Class<?> tests, Map<String, String> configuration) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .configurationParameters(configuration)
        .execute()
        .testEvents();
  }

  /** Returns what the only failing test threw. */
  static Throwable failureOf(Class<?> tests) {
    return failureOf(of(tests));
  }

  static Throwable failureOf(Events events) {
    events.assertStatistics(all -> all.failed(1));
    return events.failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .findFirst()
        .orElseThrow()
        .getThrowable()
        .orElseThrow();
  }
}
