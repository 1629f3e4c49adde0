package dev.dream.process;

import dev.dream.process.ReplySlot.Outcome.Answered;
import dev.dream.process.ReplySlot.Outcome.Deadlock;
import dev.dream.process.ReplySlot.Outcome.Exited;
import dev.dream.process.ReplySlot.Outcome.Interrupted;
import dev.dream.process.ReplySlot.Outcome.NotDelivered;
import dev.dream.process.ReplySlot.Outcome.TimedOut;
import java.time.Duration;

/** What becomes of a call, in a word. */
final class Outcomes {

  /** Longer than any call here takes: who waits for so long was overslept. */
  static final Duration LONG = Duration.ofSeconds(10);

  private Outcomes() {}

  static String word(ReplySlot.Outcome outcome) {
    return switch (outcome) {
      case Answered(Object value) -> value.toString();
      case Exited(ExitReason reason) -> reason.toString();
      case TimedOut() -> "timeout";
      case Interrupted() -> "interrupted";
      case Deadlock _ -> "deadlock";
      case NotDelivered _ -> "not delivered";
    };
  }
}
