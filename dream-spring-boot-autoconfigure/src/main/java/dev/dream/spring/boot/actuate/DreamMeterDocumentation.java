package dev.dream.spring.boot.actuate;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An engine's meters. The same, with when to worry, is in {@code docs/metrics.md}. */
public enum DreamMeterDocumentation implements MeterDocumentation {

  /** Processes alive. */
  PROCESSES("dream.processes", "Processes alive", Meter.Type.GAUGE, null, Key.MODULE),

  /** Processes started. */
  PROCESSES_SPAWNED("dream.processes.spawned", "Processes started", Meter.Type.COUNTER, null),

  /** Processes ended. */
  EXITS("dream.exits", "Processes ended", Meter.Type.COUNTER, null, Key.MODULE, Key.REASON),

  /** Children restarted. */
  RESTARTS("dream.restarts", "Children restarted", Meter.Type.COUNTER, null, Key.SUPERVISOR),

  /** Supervisors that gave up, for they would have restarted too much. */
  INTENSITY_EXCEEDED(
      "dream.supervisor.intensity.exceeded",
      "Supervisors that gave up, for they would have restarted too much",
      Meter.Type.COUNTER,
      null,
      Key.SUPERVISOR),

  /** Messages waiting: in the fullest mailbox of a module, and in all. */
  MAILBOX_SIZE(
      "dream.mailbox.size",
      "Messages waiting: in the fullest mailbox of a module, and in all",
      Meter.Type.GAUGE,
      null,
      Key.MODULE,
      Key.STATISTIC),

  /** How long messages waited in mailboxes; a sample. */
  MAILBOX_TIME(
      "dream.mailbox.time",
      "How long messages waited in mailboxes; a sample",
      Meter.Type.TIMER,
      "seconds",
      Key.MODULE),

  /** How long callbacks took, waiting included; a sample. */
  MESSAGE_DURATION(
      "dream.message.duration",
      "How long callbacks took, waiting included; a sample",
      Meter.Type.TIMER,
      "seconds",
      Key.MODULE,
      Key.KIND),

  /** Calls of servers. */
  CALLS("dream.calls", "Calls of servers", Meter.Type.COUNTER, null, Key.OUTCOME),

  /** Messages that found a full mailbox. */
  REFUSED("dream.refused", "Messages that found a full mailbox", Meter.Type.COUNTER, null),

  /** Messages that reached nobody. */
  DEADLETTERS(
      "dream.deadletters", "Messages that reached nobody", Meter.Type.COUNTER, null, Key.REASON),

  /** Replies nobody waited for any more. */
  LATE_REPLIES(
      "dream.late.replies", "Replies nobody waited for any more", Meter.Type.COUNTER, null),

  /** Timers that run. */
  TIMERS("dream.timers", "Timers that run", Meter.Type.GAUGE, null),

  /** Timers that found nobody when they fired. */
  LOST_TIMERS(
      "dream.lost.timers", "Timers that found nobody when they fired", Meter.Type.COUNTER, null),

  /** Messages that processes with callbacks have taken. */
  MESSAGES(
      "dream.messages",
      "Messages that processes with callbacks have taken",
      Meter.Type.COUNTER,
      null),

  /** How many processes with callbacks run at the same time at most. */
  SCHEDULER_PARALLELISM(
      "dream.scheduler.parallelism",
      "How many processes with callbacks run at the same time at most",
      Meter.Type.GAUGE,
      null),

  /** How many run. */
  SCHEDULER_BUSY("dream.scheduler.busy", "How many run", Meter.Type.GAUGE, null),

  /** How many wait for their turn: the run queue. */
  SCHEDULER_QUEUE(
      "dream.scheduler.queue",
      "How many wait for their turn: the run queue",
      Meter.Type.GAUGE,
      null),

  /** Threads that run them. */
  SCHEDULER_WORKERS("dream.scheduler.workers", "Threads that run them", Meter.Type.GAUGE, null),

  /** Threads that still run the code of a killed process. */
  FENCED_THREADS(
      "dream.fenced.threads",
      "Threads that still run the code of a killed process",
      Meter.Type.GAUGE,
      null),

  /** Alarms that are set. */
  ALARMS("dream.alarms", "Alarms that are set", Meter.Type.GAUGE, null, Key.KIND),

  /** Alarms that were set. */
  ALARMS_RAISED("dream.alarms.raised", "Alarms that were set", Meter.Type.COUNTER, null, Key.KIND);

  private final String name;
  private final String description;
  private final Meter.Type type;
  private final @Nullable String unit;
  private final Key[] keys;

  DreamMeterDocumentation(
      String name, String description, Meter.Type type, @Nullable String unit, Key... keys) {
    this.name = name;
    this.description = description;
    this.type = type;
    this.unit = unit;
    this.keys = keys;
  }

  @Override
  public String getName() {
    return name;
  }

  /** Returns what it says, in a few words. */
  public String description() {
    return description;
  }

  @Override
  public Meter.Type getType() {
    return type;
  }

  @Override
  public @Nullable String getBaseUnit() {
    return unit;
  }

  @Override
  public KeyName[] getKeyNames() {
    return keys.clone();
  }

  /** What meters are told apart by. Each has few values: there is none with pids. */
  public enum Key implements KeyName {
    /** The kind of process: the server's class, or what a plain process was called. */
    MODULE,
    /** Why: {@code normal}, {@code shutdown}, {@code killed}, {@code error}, …. */
    REASON,
    /** The supervisor's name, or {@code unnamed}. */
    SUPERVISOR,
    /** {@code max} or {@code sum}. */
    STATISTIC,
    /** What sort of message, or of alarm. */
    KIND,
    /** {@code ok}, {@code timeout}, {@code noproc}, {@code overloaded} or {@code exit}. */
    OUTCOME;

    @Override
    public String asString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
