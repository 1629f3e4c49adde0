package dev.dream.process;

import java.time.Duration;

/**
 * Why a message was refused: too many waited already.
 *
 * @param depth how many
 * @param oldest how long the first of them had waited
 * @param estimatedWait about how long one more would have waited: from how fast the process took
 *     messages since it began to refuse some, or else as long as the oldest
 */
public record Overload(int depth, Duration oldest, Duration estimatedWait) {

  @Override
  public String toString() {
    return "%d messages waiting, oldest for %s, estimated wait %s"
        .formatted(depth, Wording.of(oldest), Wording.of(estimatedWait));
  }
}
