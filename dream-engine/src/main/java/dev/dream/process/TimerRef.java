package dev.dream.process;

import org.jspecify.annotations.Nullable;

/** A running or past timer: what {@code sendAfter} and {@code startTimer} return. */
public final class TimerRef {

  private final long id;
  private final ProcessTimer timer;

  TimerRef(long id, ProcessTimer timer) {
    this.id = id;
    this.timer = timer;
  }

  ProcessTimer timer() {
    return timer;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimerRef ref && ref.timer == timer;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public String toString() {
    return "#Timer<0." + id + '>';
  }
}
