package dev.dream.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each end of a process once, where it began: a crash that a link passed on is not news.
 */
final class ExitLog {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private ExitLog() {}

  /**
   * Reports an end. Whatever the report itself throws, the exit goes on.
   *
   * @param expected whether everything is being ended anyway
   */
  static void ended(LocalProcess process, ExitReason reason, boolean expected) {
    try {
      if (!reason.isAbnormal() || process.endedByLink || expected) {
        log.debug("{} ended: {}", process, reason);
      } else if (!process.endedByItself) {
        log.warn(Wording.ended(process, reason));
      } else if (reason instanceof ExitReason.Failure(_, Throwable cause)) {
        log.error(Wording.ended(process, reason), cause);
      } else {
        log.error(Wording.ended(process, reason));
      }
    } catch (Throwable broken) {
      log.error("{} ended: {}; its report failed: {}", process, reason.kind(), broken.getClass());
    }
  }
}
