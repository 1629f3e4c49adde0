package dev.dream.process;

import org.jspecify.annotations.Nullable;

/** A running or past timer: what {@code sendAfter} and {@code startTimer} return. */
public final class TimerRef {

  private final ProcessTimer timer;

  // Given when it is first shown, which most never are: a counter that all share is dear.
  private long number;

  TimerRef(ProcessTimer timer) {
    this.timer = timer;
  }

  ProcessTimer timer() {
    return timer;
  }

  private synchronized long number() {
    if (number == 0) {
      number = timer.newNumber();
    }
    return number;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimerRef ref && ref.timer == timer;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(timer);
  }

  @Override
  public String toString() {
    return "#Timer<0." + number() + '>';
  }
}
