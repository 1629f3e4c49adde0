package dev.dream.crashes;

import dev.dream.process.CrashReport;
import dev.dream.process.Pid;
import org.jspecify.annotations.Nullable;

/**
 * A crash, and what is known by now of what followed.
 *
 * @param number its number in the log: the first is 1, and none is given twice
 * @param report what was reported
 * @param child which supervisor's child crashed; null if it is none, or nothing is known yet
 * @param follows the number of the crash after which this process was started, if it is in the log
 */
public record Crash(
    long number, CrashReport report, @Nullable Child child, @Nullable Long follows) {

  /**
   * A supervisor's child.
   *
   * @param supervisor whose
   * @param supervisorName that one's name, or null
   * @param id its id there
   * @param restarts how often it had been restarted before it crashed
   * @param aftermath what followed
   */
  public record Child(
      Pid supervisor,
      @Nullable String supervisorName,
      String id,
      long restarts,
      Aftermath aftermath) {

    Child followedBy(Aftermath next) {
      return new Child(supervisor, supervisorName, id, restarts, next);
    }
  }

  Crash of(@Nullable Child known) {
    return new Crash(number, report, known, follows);
  }
}
