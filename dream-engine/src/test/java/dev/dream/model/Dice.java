package dev.dream.model;

import dev.dream.process.ExitReason;
import java.util.List;
import java.util.Random;

/** Random choices, all of one seed. */
final class Dice {

  private static final List<ExitReason> REASONS =
      List.of(
          ExitReason.NORMAL,
          ExitReason.SHUTDOWN,
          ExitReason.shutdown("s"),
          ExitReason.error("e1"),
          ExitReason.error("e2"),
          ExitReason.KILL,
          ExitReason.KILLED);

  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  /** Returns a number from {@code least} to {@code most}. */
  int number(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  <T> T oneOf(List<? extends T> all) {
    return all.get(random.nextInt(all.size()));
  }

  @SafeVarargs
  final <T> T oneOf(T... all) {
    return all[random.nextInt(all.length)];
  }

  ExitReason reason() {
    return oneOf(REASONS);
  }

  /** Returns a reason that a process can have for its own end. */
  ExitReason ownReason() {
    ExitReason reason = reason();
    return reason == ExitReason.KILL ? ExitReason.error("e3") : reason;
  }
}
