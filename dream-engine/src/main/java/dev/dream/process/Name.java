package dev.dream.process;

/**
 * A registered name, used as an address.
 *
 * @param value the name as given to {@link Processes#register}
 */
public record Name(String value) implements ProcessName {

  /** Refuses a blank name. */
  public Name {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a process name must not be blank");
    }
  }

  /** Returns the name in quotes, as messages show it. */
  @Override
  public String toString() {
    return '"' + value + '"';
  }
}
