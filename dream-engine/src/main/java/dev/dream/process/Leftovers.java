package dev.dream.process;

import dev.dream.process.DeadLetter.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes dead letters of the messages that a process leaves at its end. */
final class Leftovers {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private Leftovers() {}

  /** Clears away all that it leaves. The process's own thread, or its end without one. */
  static void clear(LocalProcess process) {
    guarded(
        process,
        () -> {
          Object taken = process.handling;
          Object undone = taken == null ? null : process.inHand(taken);
          if (undone != null && !Inbox.isEngines(undone)) {
            inHand(process, undone);
          }
          process.held().forEach(message -> unhandled(process, message));
          process.mailbox.clear(message -> unhandled(process, message));
        });
  }

  /** Clears away what the process has not seen. Any thread, once it has ended. */
  static void clearUnseen(LocalProcess process) {
    guarded(process, () -> process.mailbox.clearUnseen(message -> unhandled(process, message)));
  }

  private static void inHand(LocalProcess process, Object message) {
    boolean byItself = process.endedByItself;
    if (byItself && !process.finalReason().isAbnormal()) {
      return; // it has handled this one
    }
    switch (process.mailbox.limits().inHand()) {
      case DROPPED -> {}
      case DEAD_LETTERED -> process.node.deadLetters().crashed(process, message, false);
      case RETRIED_ONCE -> {
        boolean first = byItself && !isRetried(process, message);
        process.node.deadLetters().crashed(process, message, first);
      }
    }
  }

  /** Returns whether this very message has made an earlier incarnation crash. */
  private static boolean isRetried(LocalProcess process, Object message) {
    Notes notes = process.notes;
    return notes != null && notes.retried == message;
  }

  private static void unhandled(LocalProcess process, Object message) {
    process.node.deadLetters().add(Reason.UNHANDLED, message, null, process.address());
  }

  /** Whatever goes wrong with what it leaves, the exit goes on: others are still to hear of it. */
  private static void guarded(LocalProcess process, Runnable clearing) {
    try {
      clearing.run();
    } catch (Throwable broken) {
      log.error("what {} left in its mailbox is lost", process, broken);
    }
  }
}
