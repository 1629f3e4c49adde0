package dev.dream.process;

import dev.dream.process.Alarm.LongMessageQueue;
import dev.dream.process.Alarm.LongSchedule;
import dev.dream.process.Alarm.OldMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words for alarms, in logs. */
final class AlarmWords {

  private static final int FRAMES_SHOWN = 30;

  private AlarmWords() {}

  static String set(Alarm alarm) {
    return who(alarm)
        + switch (alarm) {
          case LongSchedule late ->
              " runs for longer than %s, %s:%s"
                  .formatted(Wording.of(late.limit()), task(late.message()), shown(late.stack()));
          case LongMessageQueue queue ->
              ": %d messages wait, limit %d".formatted(queue.depth(), queue.limit());
          case OldMessage old ->
              ": its oldest message has waited for %s, limit %s"
                  .formatted(Wording.of(old.age()), Wording.of(old.limit()));
        };
  }

  static String cleared(Alarm alarm, Duration after) {
    String time = Wording.of(after);
    return who(alarm)
        + switch (alarm) {
          case LongSchedule late ->
              " is through after %s, %s".formatted(time, task(late.message()));
          case LongMessageQueue queue ->
              ": at most %d messages wait again, after %s".formatted(queue.limit() / 2, time);
          case OldMessage _ -> ": its old messages are gone, after %s".formatted(time);
        };
  }

  /** The same, if the process has ended. */
  static String ended(Alarm alarm, Duration after) {
    return who(alarm)
        + " has ended, %s after its alarm %s".formatted(Wording.of(after), alarm.kind());
  }

  private static String who(Alarm alarm) {
    return alarm.name() == null
        ? alarm.process().toString()
        : '"' + alarm.name() + "\" " + alarm.process();
  }

  private static String task(@Nullable String message) {
    return message == null ? "at its start" : "handling " + message;
  }

  private static String shown(List<StackTraceElement> stack) {
    return stack.stream()
        .limit(FRAMES_SHOWN)
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining());
  }
}
