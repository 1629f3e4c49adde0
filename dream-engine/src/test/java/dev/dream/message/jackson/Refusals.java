package dev.dream.message.jackson;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.message.MessageCodecException;

/** Shows that a codec refuses, and with which words. */
final class Refusals {

  private Refusals() {}

  static void refuses(Runnable tried, String words) {
    assertThatExceptionOfType(MessageCodecException.class)
        .isThrownBy(tried::run)
        .withMessageContaining(words);
  }
}
