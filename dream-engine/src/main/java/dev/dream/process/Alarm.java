package dev.dream.process;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a process as long as it lasts; {@link WatchOptions} say from when
 * on. Erlang: what {@code alarm_handler:get_alarms/0} returns, for the events of {@code
 * erlang:system_monitor/2}.
 */
public sealed interface Alarm {

  /** Returns the process. */
  Pid process();

  /** Returns the process's name, or null. */
  @Nullable String name();

  /** Returns what kind of process it is. */
  String module();

  /** Returns since when, about: for a message in hand, since it was first seen there. */
  Instant since();

  /** Returns what kind of alarm it is. */
  Kind kind();

  /** What can be wrong. */
  enum Kind {
    /** A callback runs for too long. */
    LONG_SCHEDULE,
    /** Too many messages wait. */
    LONG_MESSAGE_QUEUE,
    /** The oldest message has waited for too long. */
    OLD_MESSAGE
  }

  /**
   * A callback runs, or waits, for too long. Over when it has ended, or its process.
   *
   * @param process who
   * @param name its name, or null
   * @param module what kind of process it is
   * @param since when it was first seen to run
   * @param message the type of the message in hand, or null if it has not handled one yet
   * @param limit how long it may run
   * @param stack where its thread stood when the alarm was raised
   */
  record LongSchedule(
      Pid process,
      @Nullable String name,
      String module,
      Instant since,
      @Nullable String message,
      Duration limit,
      List<StackTraceElement> stack)
      implements Alarm {

    /** Keeps a copy of the stack. */
    public LongSchedule {
      stack = List.copyOf(stack);
    }

    @Override
    public Kind kind() {
      return Kind.LONG_SCHEDULE;
    }
  }

  /**
   * Too many messages wait. Over when half as many do.
   *
   * @param process who
   * @param name its name, or null
   * @param module what kind of process it is
   * @param since when it was noticed
   * @param depth how many waited then
   * @param limit how many may
   */
  record LongMessageQueue(
      Pid process, @Nullable String name, String module, Instant since, int depth, int limit)
      implements Alarm {

    @Override
    public Kind kind() {
      return Kind.LONG_MESSAGE_QUEUE;
    }
  }

  /**
   * The oldest message has waited for too long. Over when none has waited half as long.
   *
   * @param process who
   * @param name its name, or null
   * @param module what kind of process it is
   * @param since when it was noticed
   * @param age how long the oldest had waited then
   * @param limit how long one may
   */
  record OldMessage(
      Pid process,
      @Nullable String name,
      String module,
      Instant since,
      Duration age,
      Duration limit)
      implements Alarm {

    @Override
    public Kind kind() {
      return Kind.OLD_MESSAGE;
    }
  }
}
