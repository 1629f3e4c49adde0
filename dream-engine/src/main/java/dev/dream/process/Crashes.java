package dev.dream.process;

import dev.dream.inspect.Inspector;
import dev.dream.inspect.Redactor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each end of a process once, where it began: a crash that a link passed on is not news.
 * Any thread; it does not change.
 */
final class Crashes {

  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Node node;
  private final Inspector inspector;
  private final CrashRate rate = new CrashRate(System::nanoTime);

  Crashes(Node node, Redactor redactor) {
    this.node = node;
    this.inspector = new Inspector(redactor, Crashes::showsItself);
  }

  private static boolean showsItself(Object object) {
    return object instanceof Address || object instanceof Ref || object instanceof NodeId;
  }

  Inspector inspector() {
    return inspector;
  }

  /**
   * Returns what is shown of a process that is about to crash. On its own thread and while it
   * lives: any other thread might see half a change, and what its code does now it does as itself.
   */
  @Nullable Inside look(LocalProcess process, ExitReason reason) {
    return endsAsTold(process, reason) ? null : look(process, reason, true);
  }

  private Inside look(LocalProcess process, ExitReason reason, boolean mayLook) {
    String module = process.module();
    CrashRate.Verdict verdict = rate.crashed(module);
    if (verdict == CrashRate.Verdict.FIRST_LEFT_OUT) {
      sumUpLater(module);
    }
    if (verdict != CrashRate.Verdict.FULL) {
      return Inside.brief(reason, inspector);
    }
    Status shown = mayLook ? process.status(reason) : new Status(null, null, reason);
    return Inside.of(shown, reason, inspector);
  }

  /**
   * Reports an end, on the thread that brought it about. Whatever the report itself throws, the
   * exit goes on.
   *
   * @param name the name it had, or null
   * @param expected whether everything is being ended anyway
   */
  void ended(LocalProcess process, @Nullable String name, ExitReason reason, boolean expected) {
    try {
      if (!reason.isAbnormal() || isPassedOn(process, reason) || expected) {
        if (log.isDebugEnabled()) {
          log.debug("{} ended: {}", process, inspector.message(reason.toString()));
        }
      } else {
        report(process, name, inside(process, reason));
      }
    } catch (Throwable broken) {
      log.error("{} ended: {}; its report failed: {}", process, reason.kind(), broken.getClass());
    }
  }

  /** Whether it dies of another's end: by its link, or by what it trapped and ends with as well. */
  private static boolean isPassedOn(LocalProcess process, ExitReason reason) {
    return process.endedByLink || process.endedByItself && endsAsTold(process, reason);
  }

  private static boolean endsAsTold(LocalProcess process, ExitReason reason) {
    return process.handling instanceof Exit exit && exit.reason().equals(reason);
  }

  private Inside inside(LocalProcess process, ExitReason reason) {
    Inside known = process.endedByItself ? process.inside : null;
    // Nothing is known yet of one that ended in the middle, by a signal to itself.
    return known == null ? look(process, reason, process.endedByItself) : known;
  }

  private void report(LocalProcess process, @Nullable String name, Inside inside) {
    if (inside.isBrief()
        && !node.reports().areWanted(CrashReport.class)
        && !FlightRecording.isOn()) {
      return;
    }
    CrashReport report = CrashReport.of(process, name, inside, inspector);
    node.reports().publish(CrashReport.class, () -> report); // first: logging runs code of users
    FlightRecording.crashed(report);
    if (inside.isBrief()) {
      return;
    }
    String words = ExitWords.crashed(report);
    if (!report.byItself()) {
      log.warn(words);
    } else {
      log.error(words, inside.loggable());
    }
  }

  // --- what was left out

  private void sumUpLater(String module) {
    node.timers().start(() -> node.runAside(() -> sumUp(module)), PAUSE_NANOS);
  }

  private void sumUp(String module) {
    int more = rate.takeLeftOut(module);
    if (more > 0) {
      log.warn("{} more crashes of {} in the last second", more, module);
    }
  }

  /** Says what was left out and not said yet. */
  void close() {
    rate.modules().forEach(this::sumUp);
  }
}
