package dev.dream.spring.boot.actuate;

import dev.dream.process.Alarm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a process.
 *
 * @param kind long_schedule, long_message_queue or old_message
 * @param pid the process
 * @param name its registered name, if it has one
 * @param module what kind of process it is
 * @param since since when
 * @param message the type of the message in hand, if a callback runs for too long
 * @param depth how many messages waited, if too many did
 * @param ageMillis how long the oldest message had waited, if that was too long
 */
public record AlarmSummary(
    String kind,
    String pid,
    @Nullable String name,
    String module,
    Instant since,
    @Nullable String message,
    @Nullable Integer depth,
    @Nullable Long ageMillis) {

  static AlarmSummary of(Alarm alarm) {
    return switch (alarm) {
      case Alarm.LongSchedule late -> of(late, late.message(), null, null);
      case Alarm.LongMessageQueue queue -> of(queue, null, queue.depth(), null);
      case Alarm.OldMessage old -> of(old, null, null, old.age().toMillis());
    };
  }

  private static AlarmSummary of(
      Alarm alarm, @Nullable String message, @Nullable Integer depth, @Nullable Long ageMillis) {
    return new AlarmSummary(
        Words.of(alarm.kind()),
        PidText.of(alarm.process()),
        alarm.name(),
        alarm.module(),
        alarm.since(),
        message,
        depth,
        ageMillis);
  }
}
