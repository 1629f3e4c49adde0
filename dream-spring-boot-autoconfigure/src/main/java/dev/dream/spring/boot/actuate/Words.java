package dev.dream.spring.boot.actuate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants as they are written in JSON and in URLs. */
final class Words {

  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> String all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "));
  }
}
