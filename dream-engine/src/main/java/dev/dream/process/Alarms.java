package dev.dream.process;

import dev.dream.process.AlarmReport.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alarms of one engine that are not over. Set and cleared by the {@link Lookout}'s thread only,
 * listed by any. {@code closed} is set before the last are forgotten, and read after one is set.
 * Each is counted, reported and logged; of very many in a short time only the first are logged one
 * by one. Erlang: {@code alarm_handler}.
 */
final class Alarms {

  private static final Logger log = LoggerFactory.getLogger(Alarms.class);
  private static final Comparator<Alarm> OLDEST_FIRST =
      Comparator.comparing(Alarm::since).thenComparing(Alarm::process).thenComparing(Alarm::kind);

  private final Tally tally;
  private final Reports reports;
  private final ConcurrentMap<Key, Alarm> alarms = new ConcurrentHashMap<>();
  private final LogLimit limit = new LogLimit();
  private volatile boolean closed;

  /** A process has each kind of alarm once. */
  private record Key(Pid process, Alarm.Kind kind) {}

  Alarms(Tally tally, Reports reports) {
    this.tally = tally;
    this.reports = reports;
  }

  List<Alarm> list() {
    return alarms.values().stream().sorted(OLDEST_FIRST).toList();
  }

  /** Forgets all of them without a word. Any thread. */
  void close() {
    closed = true;
    alarms.clear();
  }

  void set(Alarm alarm) {
    alarms.put(key(alarm), alarm);
    if (closed) {
      alarms.clear();
      return;
    }
    tally.alarm(alarm.kind());
    reports.publish(() -> new AlarmReport(Instant.now(), alarm, Change.SET));
    if (limit.permits(System.nanoTime())) {
      log.warn(AlarmWords.set(alarm));
    }
  }

  void clear(Alarm alarm, boolean ended) {
    alarms.remove(key(alarm), alarm);
    reports.publish(() -> new AlarmReport(Instant.now(), alarm, Change.CLEARED));
    if (limit.permits(System.nanoTime())) {
      Duration after = Duration.between(alarm.since(), Instant.now());
      log.info(ended ? AlarmWords.ended(alarm, after) : AlarmWords.cleared(alarm, after));
    }
  }

  private static Key key(Alarm alarm) {
    return new Key(alarm.process(), alarm.kind());
  }

  /** How many lines there may be in a time; says how many it kept back. */
  private static final class LogLimit {

    private static final int LINES = 20;
    private static final Duration TIME = Duration.ofSeconds(10);

    private long begun = System.nanoTime();
    private int lines;
    private int keptBack;

    boolean permits(long now) {
      if (now - begun > TIME.toNanos()) {
        tellOfRest();
        begun = now;
        lines = 0;
      }
      if (lines < LINES) {
        lines++;
        return true;
      }
      keptBack++;
      return false;
    }

    private void tellOfRest() {
      if (keptBack > 0) {
        log.warn("{} more alarms were set or cleared; see Dream.alarms()", keptBack);
        keptBack = 0;
      }
    }
  }
}
