package dev.dream.test;

import dev.dream.Dream;
import dev.dream.process.CrashReport;
import dev.dream.process.DeadLetter;
import dev.dream.process.Wording;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an engine does, or has not done. Made to be imported statically. Any thread may call what
 * takes a {@link Dream}; the rest is for the process of a test.
 */
public final class EngineAssertions {

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int MOST = 5;

  private EngineAssertions() {}

  /** Waits, 5 seconds at most, until all is quiet; as the other. */
  public static void awaitIdle(Dream dream) {
    awaitIdle(dream, LONGEST);
  }

  /**
   * Waits until nothing runs but the caller's process: no other, no timer that is due, no callback
   * of a future. So what the caller has sent, and all that was sent because of it, has been
   * handled. Processes that wait, for a message, an answer or a time, do not run; those whose code
   * waits for anything else do. Timers that are not due, and what threads outside of the engine
   * will send, are not waited for.
   *
   * @param limit how long to wait at most, by the system's clock
   * @throws AssertionError who still runs, and where, when the time has passed
   */
  public static void awaitIdle(Dream dream, Duration limit) {
    List<String> busy = dream.node().awaitIdle(limit);
    if (!busy.isEmpty()) {
      throw new AssertionError(
          "awaitIdle failed: after %s there still runs:%s"
              .formatted(Wording.of(limit), listed(busy.stream())));
    }
  }

  /**
   * Waits for a crash, as long as {@code assertReceive} waits but by the system's clock, of a
   * process whose code threw this; and then does not count it as one that fails the test. Each call
   * is about a crash of its own.
   */
  public static CrashReport expectCrash(Class<? extends Throwable> thrown)
      throws InterruptedException {
    return expectCrash(
        "expectCrash " + thrown.getSimpleName(),
        crash -> crash.reasonType().equals(thrown.getName()));
  }

  /** The same for a crash that fits. */
  public static CrashReport expectCrash(Predicate<CrashReport> fits) throws InterruptedException {
    return expectCrash("expectCrash that fits", fits);
  }

  /**
   * Fails if a process has crashed in this test, unless it {@linkplain #expectCrash expected} that.
   */
  public static void assertNoCrashes() {
    requireNone(CurrentTest.require("assertNoCrashes").crashes());
  }

  /** Fails if there were dead letters since the engine was created. */
  public static void assertNoDeadLetters(Dream dream) {
    List<DeadLetter> letters = dream.deadLetters().recent();
    if (!letters.isEmpty()) {
      throw new AssertionError(
          "assertNoDeadLetters failed: there are %d, the latest first:%s"
              .formatted(
                  letters.size(),
                  listed(
                      letters.stream()
                          .map(
                              letter ->
                                  "%s to %s: %s"
                                      .formatted(
                                          letter.type(),
                                          dream.node().describe(letter.to()),
                                          letter.reason().words())))));
    }
  }

  static void requireNone(CrashWatch crashes) {
    List<CrashReport> unexpected = crashes.unexpected();
    if (!unexpected.isEmpty()) {
      throw new AssertionError(
          "%d crashed that the test did not expect; see expectCrash:%s"
              .formatted(unexpected.size(), shown(unexpected)));
    }
  }

  static String shown(List<CrashReport> crashes) {
    return listed(crashes.stream().map(EngineAssertions::shown));
  }

  private static CrashReport expectCrash(String assertion, Predicate<CrashReport> fits)
      throws InterruptedException {
    CurrentTest test = CurrentTest.require(assertion);
    Duration limit = test.limits().assertReceive();
    return test.crashes()
        .expect(fits, limit)
        .orElseThrow(
            () ->
                new AssertionError(
                    "%s failed: none was reported within %s; crashes that were not expected:%s"
                        .formatted(
                            assertion, Wording.of(limit), shown(test.crashes().unexpected()))));
  }

  private static String shown(CrashReport crash) {
    String name = crash.name() == null ? "" : '"' + crash.name() + "\" ";
    return "%s%s %s: %s".formatted(name, crash.process(), crash.module(), crash.reason());
  }

  private static String listed(Stream<String> all) {
    List<String> lines = all.toList();
    String shown =
        lines.stream().limit(MOST).map(line -> "\n    " + line).collect(Collectors.joining());
    int more = lines.size() - MOST;
    return lines.isEmpty()
        ? " none"
        : shown + (more > 0 ? "\n    and %d more".formatted(more) : "");
  }
}
