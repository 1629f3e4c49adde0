package dev.dream.inspect;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows any object as text of at most {@link #MOST} characters, without its secrets: records,
 * collections and maps of the JDK, arrays and plain values by what they hold, down to a depth of
 * {@link #DEPTH}; whatever else there is by the name of its type, because what its {@code toString}
 * would do nobody can bound. Elixir: {@code inspect/2} with {@code :limit} and {@code
 * :printable_limit}. Any thread.
 *
 * <p>{@code plain} is a message that was shown as it is, for crashes that repeat say the same again
 * and again. Any thread writes and reads it, and none needs the latest.
 */
public final class Inspector {

  /** How many characters a shown object has at most. */
  public static final int MOST = 2_000;

  /** How deep into records, collections and arrays it looks. */
  public static final int DEPTH = 5;

  /** How many elements of a collection or an array it shows. */
  public static final int BREADTH = 16;

  /** How many characters of a text within an object it shows. */
  public static final int TEXT = 200;

  /** How many characters it shows of an exception's message, or of an object that is a text. */
  public static final int MESSAGE = 1_000;

  private static final int LONGEST_NAME = 200;
  private static final int BEYOND = 200;

  private final Redactor redactor;
  private final Predicate<Object> self;
  private volatile String plain = "";

  /**
   * Creates it.
   *
   * @param redactor takes the secrets out
   * @param self what may show itself, because its {@code toString} is known to be short
   */
  public Inspector(Redactor redactor, Predicate<Object> self) {
    this.redactor = redactor;
    this.self = self;
  }

  /** Shows an object, whatever it is and does. */
  public String inspect(@Nullable Object object) {
    return object instanceof String text ? message(text) : new Inspection(this).of(object);
  }

  /** Shows a text that stands alone, like the message of an exception. */
  public String message(String text) {
    if (text.equals(plain)) {
      return text;
    }
    String shown = text(text, MESSAGE);
    if (redactor == Redactor.STANDARD && shown.equals(text)) { // others may change their minds
      plain = text;
    }
    return shown;
  }

  /** Shows an exception with its causes. */
  public Thrown thrown(Throwable throwable) {
    return new ThrownReader(this).read(throwable);
  }

  /** Returns the beginning of a text without secrets, in one line. */
  String text(String text, int most) {
    // Some more than is shown, or a secret that is cut in two might not be recognized.
    boolean cut = text.length() > most + BEYOND;
    String shown = redacted(cut ? text.substring(0, most + BEYOND) : text);
    String line = inOneLine(shown);
    return cut && line.length() <= most ? line + "…" : shortened(line, most);
  }

  /** Returns whether a text may be shown as it is. */
  boolean isHarmless(String text) {
    return text.length() <= MESSAGE && redacted(text).equals(text);
  }

  private String redacted(String text) {
    try {
      return redactor.redact(text);
    } catch (Throwable broken) {
      return "(the redactor failed: " + broken.getClass().getName() + ")";
    }
  }

  boolean hides(String name) {
    try {
      return redactor.hides(name);
    } catch (Throwable broken) {
      return true;
    }
  }

  boolean showsItself(Object object) {
    return self.test(object);
  }

  /** Returns a text in which no line break can look like a new entry of a log. */
  private static String inOneLine(String text) {
    if (isOneLine(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16);
    text.chars().forEach(c -> line.append(escaped((char) c)));
    return line.toString();
  }

  private static boolean isOneLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String escaped(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    };
  }

  /** Returns the beginning of a text, never half a character. */
  static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  /** Returns the full name of a type, shortened: that of a hidden or generated one may be long. */
  static String nameOf(Class<?> type) {
    return shortened(type.getName(), LONGEST_NAME);
  }

  /** Returns the name of a type without its package. */
  static String simpleNameOf(Class<?> type) {
    String simple = type.getSimpleName();
    return simple.isEmpty() ? nameOf(type) : shortened(simple, LONGEST_NAME);
  }
}
