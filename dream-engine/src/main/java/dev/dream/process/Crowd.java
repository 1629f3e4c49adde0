package dev.dream.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What there is only for a mailbox that is or was full: where its senders wait, if they do, and how
 * fast it empties.
 *
 * <p>{@code pressure} is replaced as a whole by any refused sender; that one of two is lost does
 * not matter.
 */
final class Crowd {

  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long TOLD_NANOS = Duration.ofMillis(5).toNanos();

  private final @Nullable Room room;
  private volatile @Nullable Pressure pressure;

  /** How far the process had come when it began to refuse messages, and what was said last. */
  private record Pressure(long nanos, long handled, long toldNanos, Overload told) {}

  Crowd(@Nullable Room room) {
    this.room = room;
  }

  /** Returns where senders wait, if they do. */
  @Nullable Room room() {
    return room;
  }

  /**
   * Describes the crowd to one who was not let in.
   *
   * @param handled how many messages the process has taken in its life
   */
  Overload overload(Inbox inbox, long handled) {
    long now = System.nanoTime();
    Pressure since = pressure;
    if (since != null && now - since.toldNanos < TOLD_NANOS) {
      return since.told; // to find the oldest is a walk through all of them
    }
    int depth = inbox.depth();
    Duration age = inbox.age();
    if (since == null || now - since.nanos > WINDOW_NANOS || handled < since.handled) {
      Overload told = new Overload(depth, age, age);
      pressure = new Pressure(now, handled, now, told);
      return told;
    }
    long done = handled - since.handled;
    Duration wait = done == 0 ? age : Duration.ofNanos((now - since.nanos) / done * depth);
    Overload told = new Overload(depth, age, wait);
    pressure = new Pressure(since.nanos, since.handled, now, told);
    return told;
  }
}
