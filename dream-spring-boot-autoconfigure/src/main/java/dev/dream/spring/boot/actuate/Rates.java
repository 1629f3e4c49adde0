package dev.dream.spring.boot.actuate;

import dev.dream.process.ProcessInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many messages processes take in a second: since they were looked at before, at least a second
 * ago and at most a minute; or else since they were started. It keeps 16 bytes for each process
 * from one look to the next. Any thread; all under its own monitor.
 */
final class Rates {

  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofMinutes(1);

  private @Nullable Look before;
  private @Nullable Look last;

  /**
   * What all processes had taken at one moment.
   *
   * @param ids the numbers of their pids, sorted
   * @param counts how many messages each had taken
   */
  private record Look(Instant at, long[] ids, long[] counts) {

    static Look of(List<ProcessInfo> processes, Instant now) {
      List<ProcessInfo> sorted =
          processes.stream().sorted(Comparator.comparing(info -> info.pid().id())).toList();
      return new Look(
          now,
          sorted.stream().mapToLong(info -> info.pid().id()).toArray(),
          sorted.stream().mapToLong(ProcessInfo::messagesHandled).toArray());
    }

    double rate(ProcessInfo process, Instant now) {
      int found = Arrays.binarySearch(ids, process.pid().id());
      return found < 0
          ? perSecond(process.messagesHandled(), process.startedAt(), now)
          : perSecond(process.messagesHandled() - counts[found], at, now);
    }
  }

  /** The rates at one moment. */
  static final class Reading {

    private final @Nullable Look before;
    private final Instant now;

    private Reading(@Nullable Look before, Instant now) {
      this.before = before;
      this.now = now;
    }

    /** Returns how many messages a process takes in a second, to a tenth. */
    double of(ProcessInfo process) {
      double rate =
          before == null
              ? perSecond(process.messagesHandled(), process.startedAt(), now)
              : before.rate(process, now);
      return Math.round(rate * 10) / 10.0;
    }
  }

  private static double perSecond(long messages, Instant since, Instant now) {
    double seconds = Duration.between(since, now).toNanos() / 1e9;
    return messages / Math.max(seconds, 1e-3);
  }

  /** Looks at all processes. */
  synchronized Reading look(List<ProcessInfo> processes, Instant now) {
    Look known = last;
    if (known == null || isOlder(known, LEAST, now)) {
      before = known == null || isOlder(known, MOST, now) ? null : known;
      last = Look.of(processes, now);
    }
    return new Reading(before, now);
  }

  private static boolean isOlder(Look look, Duration limit, Instant now) {
    return Duration.between(look.at(), now).compareTo(limit) >= 0;
  }
}
