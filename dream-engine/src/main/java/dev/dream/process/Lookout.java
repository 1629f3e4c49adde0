package dev.dream.process;

import dev.dream.runtime.LongTask;
import dev.dream.runtime.Observer;
import dev.dream.runtime.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks out for what should raise an alarm. It costs processes nothing: the scheduler's watch tells
 * it of callbacks that last and that there is work; what it does itself it does on a thread of its
 * own, that is there only while there is something to look at, and takes about one part in a
 * hundred of a processor at most.
 */
final class Lookout implements Observer, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Alarms.class);

  /** How long to rest for each nanosecond of looking. */
  static final long REST = 120;

  private final Timers timers;
  private final Alarms alarms;
  private final LongCallbacks callbacks;
  private final MailboxScan mailboxes;

  Lookout(String threadName, WatchOptions options, ProcessTable table, Alarms alarms) {
    this.timers = new Timers(threadName);
    this.alarms = alarms;
    this.callbacks = new LongCallbacks(timers, alarms, options.callbackLimit());
    this.mailboxes = new MailboxScan(timers, alarms, options, table);
  }

  @Override
  public void active() {
    stir();
  }

  @Override
  public void lasting(LongTask task) {
    try {
      callbacks.follow(task);
    } catch (Throwable noThread) {
      log.error("no thread can be started to follow a callback that lasts", noThread);
    }
  }

  /** Says that a plain process has begun to run. Costs one volatile read while it looks. */
  void stir() {
    try {
      mailboxes.stir();
    } catch (Throwable noThread) { // who calls this has others to wake
      log.error("no thread can be started to look at mailboxes", noThread);
    }
  }

  /** Returns since when the callback in hand has been seen to run, if it lasts. */
  Optional<Duration> busyFor(LocalProcess process) {
    return callbacks.busyFor(process);
  }

  List<Alarm> alarms() {
    return alarms.list();
  }

  /** Returns nanoseconds to rest after a look that took so long, but at least the least. */
  static long rest(long lookNanos, long leastNanos) {
    return Math.max(leastNanos, Math.min(lookNanos, TimeUnit.HOURS.toNanos(1)) * REST);
  }

  @Override
  public void close() {
    timers.close();
    callbacks.close();
    alarms.close();
  }
}
