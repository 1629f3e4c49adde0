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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes damaged messages: always the same ones, or as many as {@code dream.fuzz.duration} allows
 * ({@code 5s}, {@code 10m}), which then are others in each run unless {@code dream.fuzz.seed} names
 * where they begin. Each is refused, or it is another message: of its type, and one that travels.
 * Anything else is shown with the bytes that do it.
 */
class FuzzedMessageTest {

  private static final Logger log = LoggerFactory.getLogger(FuzzedMessageTest.class);

  private static final int ALWAYS = 200_000;
  private static final @Nullable String LENGTH = System.getProperty("dream.fuzz.duration");
  private static final long SEED =
      Long.getLong("dream.fuzz.seed", LENGTH == null ? 0 : new Random().nextLong());

  @Test
  void isRefusedOrAnotherMessage() {
    List<byte[]> valid = Samples.all().stream().map(CODEC::encode).toList();
    valid.forEach(CODEC::decode); // what the first of its type costs is not its input's doing
    var mutator = new Mutator(SEED, valid);
    log.info("to play it again: -Dtest=FuzzedMessageTest -Ddream.fuzz.seed={}", SEED);
    BooleanSupplier more = LENGTH == null ? times(ALWAYS) : until(Duration.parse("PT" + LENGTH));
    int tried = 0;
    int decoded = 0;
    for (; more.getAsBoolean(); tried++) {
      decoded += isDecoded(mutator.next()) ? 1 : 0;
    }
    log.info("{} damaged messages, {} of them decoded", tried, decoded);
    assertThat(decoded).isPositive().isLessThan(tried);
  }

  private static BooleanSupplier times(int count) {
    var done = new AtomicInteger();
    return () -> done.getAndIncrement() < count;
  }

  private static BooleanSupplier until(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    return () -> System.nanoTime() - end < 0;
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
