package dev.dream.process;

/**
 * A key of the process dictionary and the type of its value. Two keys are never equal, whatever
 * their names: keep one in a constant.
 *
 * @param <T> the value
 */
public final class ProcessKey<T> {

  private final String name;

  private ProcessKey(String name) {
    this.name = name;
  }

  /** Returns a new key. */
  public static <T> ProcessKey<T> of(String name) {
    return new ProcessKey<>(name);
  }

  /** Returns the name it was made with. */
  @Override
  public String toString() {
    return name;
  }
}
