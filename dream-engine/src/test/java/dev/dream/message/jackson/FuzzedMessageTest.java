package dev.dream.message.jackson;

import static dev.dream.message.jackson.Samples.CODEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.message.MessageCheck;
import dev.dream.message.MessageCodecException;
import dev.dream.message.MessageLimits;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes damaged messages for as long as {@code dream.fuzz.duration} says ({@code 5s}, {@code
 * 10m}), and from {@code dream.fuzz.seed} on if it is given. Each is refused, or it is another
 * message: of its type, and one that travels. Anything else is shown with the bytes that do it.
 */
class FuzzedMessageTest {

  private static final Logger log = LoggerFactory.getLogger(FuzzedMessageTest.class);

  private static final Duration LENGTH =
      Duration.parse("PT" + System.getProperty("dream.fuzz.duration", "5s"));
  private static final long SEED = Long.getLong("dream.fuzz.seed", new Random().nextLong());

  @Test
  void isRefusedOrAnotherMessage() {
    List<byte[]> valid = Samples.all().stream().map(CODEC::encode).toList();
    var mutator = new Mutator(SEED, valid);
    log.info("to play it again: -Dtest=FuzzedMessageTest -Ddream.fuzz.seed={}", SEED);
    long end = System.nanoTime() + LENGTH.toNanos();
    int tried = 0;
    int decoded = 0;
    for (; System.nanoTime() < end; tried++) {
      decoded += isDecoded(mutator.next()) ? 1 : 0;
    }
    log.info("{} damaged messages, {} of them decoded", tried, decoded);
    assertThat(decoded).isPositive().isLessThan(tried);
  }

  private static boolean isDecoded(byte[] bytes) {
    try {
      var cost = new Cost();
      try {
        Object message = CODEC.decode(bytes);
        cost.assertIsBounded(bytes.length);
        assertThat(message).isInstanceOf(typeOf(bytes));
        new MessageCheck(CODEC).apply(message);
        return true;
      } catch (MessageCodecException refused) {
        assertThat(refused.getMessage()).startsWith("decode ").hasSizeLessThan(1_000);
        return false;
      }
    } catch (Throwable e) {
      throw new AssertionError(
          "seed %d, input %s".formatted(SEED, HexFormat.of().formatHex(bytes)), e);
    }
  }

  private static Class<?> typeOf(byte[] bytes) {
    String name = Header.read(bytes, MessageLimits.DEFAULT).typeName();
    return Messages.TYPES.typeOf(name).orElseThrow();
  }
}
