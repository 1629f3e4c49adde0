package dev.dream.test;

import dev.dream.process.Pid;
import dev.dream.process.Wording;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that chaos did.
 *
 * @param number which one it was
 * @param at how long after the start
 * @param kind what it was
 * @param rule which of the rules did it, from 1, in the order in which they were given
 * @param nth for the how manieth time that rule was to decide: with the seed, that decides
 * @param process to whom; null if there was nobody
 * @param who that process, as messages show it; empty if there was nobody
 * @param message the type of the message that was hit; null if none was
 */
public record ChaosEvent(
    long number,
    Duration at,
    Kind kind,
    int rule,
    long nth,
    @Nullable Pid process,
    String who,
    @Nullable String message) {

  /** What chaos does. */
  public enum Kind {
    /** A process was killed. */
    KILLED,
    /** A process stood still from now on, for a time. */
    STALLED,
    /** A message was lost. */
    DROPPED,
    /** A message was to come later. */
    DELAYED,
    /** There was nobody to kill or to stall, or who was chosen cannot be stalled. */
    MISSED;

    /** Returns the word that logs use. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    String what = message == null ? who : message + " to " + who;
    return "%s: rule %d #%d %s %s"
        .formatted(Wording.of(at), rule, nth, kind.word(), what)
        .stripTrailing();
  }
}
