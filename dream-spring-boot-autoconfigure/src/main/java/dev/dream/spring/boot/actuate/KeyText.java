package dev.dream.spring.boot.actuate;

/** Keys of registries as they are written in JSON and in URLs. A key may be any object. */
final class KeyText {

  private static final int LONGEST = 100;

  private KeyText() {}

  /** Returns the key as text, as long as that may be. */
  static String of(Object key) {
    try {
      return key.toString();
    } catch (RuntimeException | StackOverflowError unwritable) {
      return key.getClass().getSimpleName() + " (toString failed)";
    }
  }

  /** Returns the beginning of the key as text. */
  static String shortened(Object key) {
    String text = of(key);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
