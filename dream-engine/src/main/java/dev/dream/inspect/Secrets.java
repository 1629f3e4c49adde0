package dev.dream.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in running text. One pass, without regular expressions, whose time could explode on
 * a text that somebody made for that. In doubt it masks more: up to the next blank.
 */
final class Secrets {

  private static final int LONGEST_NAME = 64;
  private static final int SHORTEST_JWT = 20;
  private static final String QUOTES = "\"'`";
  private static final String CLOSING = ",.;)]}>";

  private final String text;
  private @Nullable StringBuilder masked; // most texts have nothing to mask
  private int done;

  private Secrets(String text) {
    this.text = text;
  }

  static String masked(String text) {
    return new Secrets(text).run();
  }

  private String run() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':' && text.startsWith("://", i)) {
        maskUserInfo(i + 3);
      } else if (c == '=' || c == ':') {
        maskNamed(i);
      } else if (startsWord(i)) {
        maskToken(i);
      }
      i = Math.max(i, done - 1);
    }
    return masked == null ? text : masked.append(text, done, text.length()).toString();
  }

  private void mask(int from, int to) {
    if (from >= done && to > from) {
      if (masked == null) {
        masked = new StringBuilder(text.length());
      }
      masked.append(text, done, from).append(Redactor.MASK);
      done = to;
    }
  }

  // --- user:password@host

  private void maskUserInfo(int from) {
    int end = endOfWord(from);
    int colon = text.indexOf(':', from);
    int at = text.lastIndexOf('@', end - 1);
    if (colon >= 0 && colon < at && !isPort(colon + 1)) {
      mask(colon + 1, at);
    }
  }

  private boolean isPort(int from) {
    int i = from;
    while (i < text.length() && Character.isDigit(text.charAt(i))) {
      i++;
    }
    return i > from && i < text.length() && "/?#".indexOf(text.charAt(i)) >= 0;
  }

  // --- name=value and name: value

  private void maskNamed(int separator) {
    String name = nameBefore(separator);
    if (name.isEmpty() || !SecretNames.contain(name)) {
      return;
    }
    int from = separator + 1;
    while (from < text.length() && " \t=>".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    if (from == text.length()) {
      return;
    }
    if (text.charAt(from) == '\\' && from + 1 < text.length()) {
      from++; // JSON within JSON
    }
    if (QUOTES.indexOf(text.charAt(from)) >= 0) {
      mask(from + 1, closing(from));
    } else {
      mask(from, endOfValue(from));
    }
  }

  private String nameBefore(int separator) {
    int end = separator;
    while (end > 0 && (" \\)]".indexOf(text.charAt(end - 1)) >= 0 || isQuote(end - 1))) {
      end--;
    }
    int start = end;
    while (start > done && end - start < LONGEST_NAME && isInName(start - 1)) {
      start--;
    }
    return text.substring(start, end);
  }

  private boolean isInName(int i) {
    char c = text.charAt(i);
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private boolean isQuote(int i) {
    return QUOTES.indexOf(text.charAt(i)) >= 0;
  }

  private int closing(int open) {
    for (int i = open + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == text.charAt(open)) {
        return i;
      }
    }
    return text.length();
  }

  /** Returns where a value without quotes ends; the scheme of an HTTP header is not the end. */
  private int endOfValue(int from) {
    int end = endOfWord(from);
    String word = text.substring(from, end);
    boolean isScheme = "Basic".equalsIgnoreCase(word) || "Bearer".equalsIgnoreCase(word);
    if (isScheme && end < text.length()) {
      end = endOfWord(end + 1);
    }
    while (end > from + 1 && CLOSING.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private int endOfWord(int from) {
    int end = from;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && !isQuote(end)) {
      end++;
    }
    return end;
  }

  // --- Bearer abc, and tokens that give themselves away

  private boolean startsWord(int i) {
    return i == 0 || !isInName(i - 1);
  }

  private void maskToken(int i) {
    if ("BbEe".indexOf(text.charAt(i)) < 0) {
      return; // so begins no token: this is asked of every word
    }
    if (text.regionMatches(true, i, "Bearer ", 0, 7)) {
      mask(i + 7, endOfValue(i + 7));
    } else if (text.regionMatches(true, i, "Basic ", 0, 6) && isCode(i + 6)) {
      mask(i + 6, endOfValue(i + 6));
    } else if (text.startsWith("eyJ", i) && endOfWord(i) - i >= SHORTEST_JWT) {
      mask(i, endOfValue(i));
    }
  }

  /** Whether a word is none of a language: {@code Basic dXNlcjpwdw==}, not {@code Basic rules}. */
  private boolean isCode(int from) {
    String word = text.substring(from, endOfWord(from));
    return word.endsWith("=")
        || word.chars().anyMatch(Character::isDigit)
        || word.chars().skip(1).anyMatch(Character::isUpperCase);
  }
}
