package dev.dream.process;

import java.time.Instant;

/**
 * An alarm was set, or it is over. Erlang: {@code set_alarm} and {@code clear_alarm}.
 *
 * @param at when
 * @param alarm which; the same object both times
 * @param change which of the two
 */
public record AlarmReport(Instant at, Alarm alarm, Change change) implements Report {

  /** What became of an alarm. */
  public enum Change {
    /** It is new. */
    SET,
    /** It is over. */
    CLEARED
  }

  @Override
  public Pid process() {
    return alarm.process();
  }
}
