package dev.dream.supervisor;

import dev.dream.process.Pid;
import dev.dream.process.Wording;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A child's restart that waits for its time; see {@link Backoff}.
 *
 * @param attempt which restart in a row it is; 1 is the first
 * @param delay how long it waits
 * @param due when it will be tried
 * @param before the child's last process, or null: it has had none. A dynamic supervisor knows the
 *     child by it until it runs again
 */
public record NextRestart(int attempt, Duration delay, Instant due, @Nullable Pid before) {

  /** Returns it as logs show it: {@code in 1.6 s, 3rd attempt}. */
  @Override
  public String toString() {
    return "in %s, %s attempt".formatted(Wording.of(delay), ordinal(attempt));
  }

  private static String ordinal(int number) {
    int lastTwo = number % 100;
    boolean isTeen = lastTwo >= 11 && lastTwo <= 13;
    return number
        + switch (isTeen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }
}
