package dev.dream.inspect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a log for an exception that says too much: its type and message, without secrets and
 * shortened, its frames and its causes.
 */
public final class RedactedException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MOST_FRAMES = 1_024;

  private RedactedException(Thrown shown, @Nullable Throwable cause, StackTraceElement[] frames) {
    super(shown.withoutCauses(), cause, false, true);
    setStackTrace(frames.length <= MOST_FRAMES ? frames : Arrays.copyOf(frames, MOST_FRAMES));
  }

  /**
   * Returns what a logger may be given for an exception: the exception itself if it says nothing
   * more than what is shown of it.
   */
  public static Throwable of(Throwable original, Thrown shown) {
    return shown.isWhole() ? original : copy(original, shown);
  }

  private static RedactedException copy(Throwable original, Thrown shown) {
    Thrown shownCause = shown.cause();
    Throwable reason = ThrownReader.causeOf(original);
    RedactedException cause =
        shownCause == null || reason == null ? null : copy(reason, shownCause);
    return new RedactedException(shown, cause, ThrownReader.stackOf(original));
  }

  /** Does nothing: it has the frames of another. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  /** Returns the other's type and message: this one's own type says nothing. */
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
