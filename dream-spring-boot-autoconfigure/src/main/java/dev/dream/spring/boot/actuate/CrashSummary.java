package dev.dream.spring.boot.actuate;

import dev.dream.crashes.Aftermath;
import dev.dream.crashes.Crash;
import dev.dream.process.CrashReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One crash in a list.
 *
 * @param number its number
 * @param at when
 * @param pid who
 * @param name its name, if it had one
 * @param module what kind of process it was
 * @param reasonType why: the exception's type, or the kind of the reason
 * @param reason what that says; a content
 * @param supervision whose child it was and what followed, if it was a supervisor's
 */
public record CrashSummary(
    long number,
    Instant at,
    String pid,
    @Nullable String name,
    String module,
    String reasonType,
    @Nullable String reason,
    @Nullable Supervised supervision) {

  /**
   * A supervisor's child.
   *
   * @param supervisor whose
   * @param supervisorName that one's name, if it had one
   * @param child its id there
   * @param restarts how often it had been restarted before
   * @param outcome pending, restarted, gave_up or not_restarted
   * @param restartedAs its new pid, if it runs again
   * @param failedStarts how often starting it again has failed, if it is pending
   */
  public record Supervised(
      String supervisor,
      @Nullable String supervisorName,
      String child,
      long restarts,
      String outcome,
      @Nullable String restartedAs,
      @Nullable Integer failedStarts) {

    static @Nullable Supervised of(Crash.@Nullable Child child) {
      if (child == null) {
        return null;
      }
      return switch (child.aftermath()) {
        case Aftermath.Pending(int failed) -> of(child, "pending", null, failed);
        case Aftermath.Restarted(var as, _) -> of(child, "restarted", PidText.of(as), null);
        case Aftermath.GaveUp _ -> of(child, "gave_up", null, null);
        case Aftermath.NotRestarted() -> of(child, "not_restarted", null, null);
      };
    }

    private static Supervised of(
        Crash.Child child, String outcome, @Nullable String as, @Nullable Integer failed) {
      return new Supervised(
          PidText.of(child.supervisor()),
          child.supervisorName(),
          child.id(),
          child.restarts(),
          outcome,
          as,
          failed);
    }
  }

  static CrashSummary of(Crash crash, Values.View view) {
    CrashReport report = crash.report();
    return new CrashSummary(
        crash.number(),
        report.at(),
        PidText.of(report.process()),
        report.name(),
        report.module(),
        report.reasonType(),
        view.text("reason", report.reason()),
        Supervised.of(crash.child()));
  }
}
