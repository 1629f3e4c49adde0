package dev.dream.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of an exception: text without secrets, and no more than a few kilobytes of it. It
 * does not hold the exception.
 *
 * @param type the exception's class
 * @param message what it says, or null
 * @param frames the innermost frames of its stack, of a cause only those that are its own; 40 at
 *     most, and 80 with those of all others
 * @param moreFrames how many frames are left out
 * @param cause what caused it, or null; five in a row at most
 * @param suppressed what was suppressed for it; three at most
 * @param isWhole whether it says all that the exception says: nothing was masked or left out, but
 *     for frames
 */
public record Thrown(
    String type,
    @Nullable String message,
    List<String> frames,
    int moreFrames,
    @Nullable Thrown cause,
    List<Thrown> suppressed,
    boolean isWhole) {

  /** Returns type and message. */
  public String withoutCauses() {
    return message == null ? type : type + ": " + message;
  }
}
