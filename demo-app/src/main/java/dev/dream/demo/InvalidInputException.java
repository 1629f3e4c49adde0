package dev.dream.demo;

import org.jspecify.annotations.Nullable;

/** A request holds what cannot be accepted. Its message is meant for the client. */
final class InvalidInputException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidInputException(String message) {
    super(message);
  }

  /** Refuses a field that is missing. */
  static <T> T requirePresent(String field, @Nullable T value) {
    if (value == null) {
      throw new InvalidInputException(field + " is missing");
    }
    return value;
  }

  /** Refuses a text that is missing, blank or too long; returns it without blanks around it. */
  static String requireText(String field, @Nullable String text, int longest) {
    String stripped = requirePresent(field, text).strip();
    if (stripped.isEmpty() || stripped.length() > longest) {
      throw new InvalidInputException("%s must have 1 to %d characters".formatted(field, longest));
    }
    return stripped;
  }
}
