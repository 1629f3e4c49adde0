package dev.dream.message.jackson;

import dev.dream.message.MessageCodecException;
import dev.dream.process.Wording;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Makes one exception with clear words of whatever went wrong within Jackson. */
final class CodecFailure {

  private static final int SHOWN = 300;
  private static final int LONGEST_CAUSE = 2000;

  private CodecFailure() {}

  static MessageCodecException of(String tried, Throwable thrown) {
    String where = thrown instanceof JacksonException e ? path(e) : "";
    String at = where.isEmpty() ? "" : " at " + where;
    return new MessageCodecException(tried + " failed" + at + ": " + why(thrown), cause(thrown));
  }

  private static String why(Throwable thrown) {
    if (refusal(thrown) instanceof Refusal refusal) {
      return shown(refusal.getMessage());
    }
    return switch (thrown) {
      case StackOverflowError _ -> "it is nested too deep for the stack; flatten it";
      case JacksonException e -> shown(e.getOriginalMessage());
      default -> shown(Wording.shown(thrown));
    };
  }

  private static @Nullable Refusal refusal(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof Refusal refusal) {
        return refusal;
      }
    }
    return null;
  }

  /**
   * A refusal has said everything; of all else the stack may help, unless it quotes what may be
   * megabytes off the wire.
   */
  private static @Nullable Throwable cause(Throwable thrown) {
    return refusal(thrown) == null && isBrief(thrown) ? thrown : null;
  }

  private static boolean isBrief(Throwable thrown) {
    int length = 0;
    for (Throwable t = thrown; t != null && length <= LONGEST_CAUSE; t = t.getCause()) {
      length += Wording.shown(t).length();
    }
    return length <= LONGEST_CAUSE;
  }

  private static String path(JacksonException exception) {
    var path = new StringBuilder();
    for (JacksonException.Reference reference : exception.getPath()) {
      if (reference.getPropertyName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
      }
    }
    return shown(path.toString());
  }

  /** Jackson adds lines of its own advice, and the wire may hold anything. */
  private static String shown(@Nullable String text) {
    String line = text == null ? "no reason given" : text.lines().findFirst().orElse("");
    return Wording.shortened(line, SHOWN).replaceAll("\\p{Cntrl}", "?");
  }
}
