package dev.dream.spring.boot.actuate;

import dev.dream.crashes.Crash;
import dev.dream.inspect.Thrown;
import dev.dream.process.CrashReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Everything about one crash. The engine has taken out what looks like a secret; contents are shown
 * only to those whom {@code show-values} and {@code roles} allow.
 *
 * @param number its number
 * @param at when
 * @param pid who
 * @param name its name, if it had one
 * @param label what it called itself, if it did
 * @param module what kind of process it was
 * @param reasonType why: the exception's type, or the kind of the reason
 * @param reason what that says; a content
 * @param byItself whether its own code ended it, not an exit signal
 * @param thrown the exception, if it was one
 * @param lastMessageType the type of the message in hand, if there was one
 * @param lastMessage that message; a content
 * @param lastTypes the types of the last messages, the latest last
 * @param state its state; a content
 * @param mailboxDepth how many messages waited
 * @param messagesHandled how many messages it had taken
 * @param startedAt when it was started
 * @param ancestors its parent, that one's parent and so on, as far as they lived
 * @param supervision whose child it was and what followed, if it was a supervisor's
 * @param follows the number of the crash after which this process was started, if that is kept
 */
public record CrashDetail(
    long number,
    Instant at,
    String pid,
    @Nullable String name,
    @Nullable String label,
    String module,
    String reasonType,
    @Nullable String reason,
    boolean byItself,
    @Nullable ThrownDetail thrown,
    @Nullable String lastMessageType,
    @Nullable String lastMessage,
    List<String> lastTypes,
    @Nullable String state,
    int mailboxDepth,
    long messagesHandled,
    Instant startedAt,
    List<AncestorEntry> ancestors,
    CrashSummary.@Nullable Supervised supervision,
    @Nullable Long follows)
    implements OperationResponseBody {

  /**
   * An ancestor, as it was then.
   *
   * @param pid who
   * @param name its name, if it had one
   * @param module what kind of process it was, if it lived
   */
  public record AncestorEntry(String pid, @Nullable String name, @Nullable String module) {

    static AncestorEntry of(CrashReport.Ancestor ancestor) {
      return new AncestorEntry(PidText.of(ancestor.process()), ancestor.name(), ancestor.module());
    }
  }

  /**
   * An exception.
   *
   * @param type its class
   * @param message what it says; a content
   * @param frames its innermost frames
   * @param moreFrames how many are left out
   * @param cause what caused it, if something did
   * @param suppressed what was suppressed for it
   */
  public record ThrownDetail(
      String type,
      @Nullable String message,
      List<String> frames,
      int moreFrames,
      @Nullable ThrownDetail cause,
      List<ThrownDetail> suppressed) {

    static ThrownDetail of(Thrown thrown, Values.View view) {
      return new ThrownDetail(
          thrown.type(),
          view.text("message", thrown.message()),
          thrown.frames(),
          thrown.moreFrames(),
          ofNullable(thrown.cause(), view),
          thrown.suppressed().stream().map(other -> of(other, view)).toList());
    }

    static @Nullable ThrownDetail ofNullable(@Nullable Thrown thrown, Values.View view) {
      return thrown == null ? null : of(thrown, view);
    }
  }

  static CrashDetail of(Crash crash, Values.View view) {
    CrashReport report = crash.report();
    return new CrashDetail(
        crash.number(),
        report.at(),
        PidText.of(report.process()),
        report.name(),
        report.label(),
        report.module(),
        report.reasonType(),
        view.text("reason", report.reason()),
        report.byItself(),
        ThrownDetail.ofNullable(report.thrown(), view),
        report.lastMessageType(),
        view.text("lastMessage", report.lastMessage()),
        report.lastTypes(),
        view.text("state", report.state()),
        report.mailboxDepth(),
        report.messagesHandled(),
        report.startedAt(),
        report.ancestors().stream().map(AncestorEntry::of).toList(),
        CrashSummary.Supervised.of(crash.child()),
        crash.follows());
  }
}
