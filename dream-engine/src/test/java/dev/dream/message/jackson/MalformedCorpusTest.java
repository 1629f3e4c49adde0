package dev.dream.message.jackson;

import static dev.dream.message.jackson.Samples.CODEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.message.MessageCodecException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each input of {@link MalformedCorpus} is refused, in a few words and at little cost. */
class MalformedCorpusTest {

  private static final int LONGEST_MESSAGE = 1_000;
  private static final int LONGEST_CAUSES = 4_000;
  private static final int SHOWN = 100;

  private static final Map<String, List<byte[]>> FAMILIES = MalformedCorpus.families();

  private static Set<String> families() {
    return FAMILIES.keySet();
  }

  @Test
  void hasThousandsOfInputs() {
    Set<ByteBuffer> inputs =
        FAMILIES.values().stream()
            .flatMap(Collection::stream)
            .map(ByteBuffer::wrap)
            .collect(Collectors.toSet());
    assertThat(inputs).hasSizeGreaterThan(3_000);
  }

  @ParameterizedTest
  @MethodSource("families")
  void isRefused(String family) {
    List<String> wrong = new ArrayList<>();
    for (byte[] input : FAMILIES.getOrDefault(family, List.of())) {
      try {
        assertRefused(input);
      } catch (Throwable e) {
        wrong.add(shown(input) + ": " + e);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void assertRefused(byte[] input) {
    var cost = new Cost();
    try {
      Object decoded = CODEC.decode(input);
      throw new AssertionError("decoded to " + decoded);
    } catch (MessageCodecException refused) {
      cost.assertIsBounded(input.length);
      assertThat(refused.getMessage())
          .startsWith("decode ")
          .hasSizeLessThan(LONGEST_MESSAGE)
          .doesNotContainPattern("\\p{Cntrl}");
      assertThat(wordsOf(refused)).isLessThan(LONGEST_CAUSES);
    }
  }

  /** Returns how much a log would show of an exception, without its frames. */
  private static int wordsOf(Throwable thrown) {
    int length = 0;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      length += t.toString().length();
    }
    return length;
  }

  private static String shown(byte[] input) {
    int shown = Math.min(input.length, SHOWN);
    return "%d bytes: %s".formatted(input.length, HexFormat.of().formatHex(input, 0, shown));
  }
}
