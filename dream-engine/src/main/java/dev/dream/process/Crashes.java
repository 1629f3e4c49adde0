package dev.dream.process;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each end of a process once, where it began: a crash that a link passed on is not news.
 */
final class Crashes {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private Crashes() {}

  /**
   * Reports an end, on the thread that brought it about. Whatever the report itself throws, the
   * exit goes on.
   *
   * @param name the name it had, or null
   * @param expected whether everything is being ended anyway
   */
  static void ended(
      LocalProcess process, @Nullable String name, ExitReason reason, boolean expected) {
    try {
      if (!reason.isAbnormal() || isPassedOn(process, reason) || expected) {
        log.debug("{} ended: {}", process, reason);
      } else {
        report(process, CrashReport.of(process, name, shown(process, reason)));
      }
    } catch (Throwable broken) {
      log.error("{} ended: {}; its report failed: {}", process, reason.kind(), broken.getClass());
    }
  }

  /** Whether it dies of another's end: by its link, or by what it trapped and ends with as well. */
  private static boolean isPassedOn(LocalProcess process, ExitReason reason) {
    return process.endedByLink
        || process.endedByItself
            && process.handling instanceof Exit exit
            && exit.reason().equals(reason);
  }

  private static void report(LocalProcess process, CrashReport report) {
    process.node.reports().publish(() -> report); // first: logging runs code of users
    String words = ExitWords.crashed(report, process.node::describe);
    if (!report.byItself()) {
      log.warn(words);
    } else if (report.reason() instanceof ExitReason.Failure(_, Throwable cause)) {
      log.error(words, cause);
    } else {
      log.error(words);
    }
  }

  /** Only the process itself may look inside: any other thread might see half a change. */
  private static Status shown(LocalProcess process, ExitReason reason) {
    if (!process.endedByItself) {
      return new Status(null, null, reason);
    }
    Status known = process.lastStatus; // null if it ended in the middle, by a signal to itself
    return known == null ? process.status(reason) : known;
  }
}
