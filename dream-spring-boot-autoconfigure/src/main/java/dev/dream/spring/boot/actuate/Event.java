package dev.dream.spring.boot.actuate;

import dev.dream.process.Pid;
import dev.dream.supervisor.ChildInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to a process.
 *
 * @param number which event, since the application began
 * @param at when
 * @param kind crash, restart, child_ended, start_error, shutdown_error, gave_up, alarm_set or
 *     alarm_cleared
 * @param process to whom
 * @param child whose child that is, or for which child a supervisor gave up; absent if no
 *     supervisor tells of it
 * @param why why, if there is a reason
 */
public record Event(
    long number,
    Instant at,
    String kind,
    Process process,
    @Nullable Child child,
    @Nullable Why why) {

  /** What has happened. */
  enum Kind {
    /** A process ended abnormally. */
    CRASH,
    /** A child that had ended runs again. */
    RESTART,
    /** A child ended normally that should not, or that its supervisor was to notice. */
    CHILD_ENDED,
    /** A child did not start. */
    START_ERROR,
    /** A child did not stop as it should. */
    SHUTDOWN_ERROR,
    /** A supervisor had to restart too much, and ends. */
    GAVE_UP,
    /** Something is wrong with a process. */
    ALARM_SET,
    /** It is over. */
    ALARM_CLEARED
  }

  /**
   * A process.
   *
   * @param pid which; absent for a child that did not start
   * @param name its registered name, if it has one
   * @param module what kind of process it is, if that is known
   */
  public record Process(@Nullable String pid, @Nullable String name, @Nullable String module) {}

  /**
   * A supervisor's child.
   *
   * @param supervisor its supervisor
   * @param supervisorName the registered name of that, if it has one
   * @param id its id there
   * @param before its process before the restart
   */
  public record Child(
      String supervisor, @Nullable String supervisorName, String id, @Nullable String before) {

    static Child of(Pid supervisor, @Nullable String name, ChildInfo info, @Nullable Pid before) {
      return new Child(PidText.of(supervisor), name, info.id(), PidText.ofNullable(before));
    }
  }

  /**
   * A reason.
   *
   * @param type the exception's type, or the kind of the reason or of the alarm
   * @param reason what it says; a content
   */
  public record Why(String type, @Nullable String reason) {

    private Why to(Values.View view) {
      return new Why(type, view.text("reason", reason));
    }
  }

  /** Returns it as one request may see it. */
  Event to(Values.View view) {
    return new Event(number, at, kind, process, child, why == null ? null : why.to(view));
  }
}
