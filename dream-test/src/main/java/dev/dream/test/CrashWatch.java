package dev.dream.test;

import dev.dream.process.CrashReport;
import dev.dream.process.Deadline;
import dev.dream.process.Report;
import dev.dream.process.Reports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The crashes of an engine from now on, and which of them a test has expected. Written by the
 * thread that tells of reports and by tests, read by tests; all under its monitor.
 */
final class CrashWatch implements AutoCloseable {

  private static final Duration TELLING = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Reports reports;
  private final Consumer<Report> listener = this::take;
  private final List<CrashReport> crashes = new ArrayList<>();
  private final Set<CrashReport> expected = new HashSet<>();

  CrashWatch(Reports reports) {
    this.reports = reports;
    reports.addListener(Set.of(CrashReport.class), listener);
  }

  private synchronized void take(Report report) {
    crashes.add((CrashReport) report);
    notifyAll();
  }

  /** Waits for a crash that fits and that no test has expected yet, and marks it as expected. */
  synchronized Optional<CrashReport> expect(Predicate<CrashReport> fits, Duration limit)
      throws InterruptedException {
    Deadline deadline = Deadline.in(limit);
    while (true) {
      for (CrashReport crash : crashes) {
        if (!expected.contains(crash) && fits.test(crash)) {
          expected.add(crash);
          return Optional.of(crash);
        }
      }
      Duration left = deadline.left();
      if (!left.isPositive()) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left.toNanos());
    }
  }

  /** Returns all crashes that were reported before the call, and that nobody has expected. */
  List<CrashReport> unexpected() {
    awaitTold(reports);
    synchronized (this) {
      return crashes.stream().filter(crash -> !expected.contains(crash)).toList();
    }
  }

  /** Waits until listeners have been told of all that was reported. */
  static void awaitTold(Reports reports) {
    Deadline deadline = Deadline.in(TELLING);
    while (reports.waiting() > 0
        && deadline.left().isPositive()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void close() {
    reports.removeListener(listener);
  }
}
