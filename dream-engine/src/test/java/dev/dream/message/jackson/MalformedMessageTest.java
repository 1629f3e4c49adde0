package dev.dream.message.jackson;

import static dev.dream.message.jackson.Messages.TYPES;
import static dev.dream.message.jackson.Refusals.refuses;
import static dev.dream.message.jackson.Samples.ADD;
import static dev.dream.message.jackson.Samples.CODEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.message.MessageCodecException;
import dev.dream.message.MessageLimits;
import dev.dream.message.jackson.Messages.Box;
import dev.dream.message.jackson.Messages.Holder;
import dev.dream.message.jackson.Messages.Positive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link JacksonMessageCodec} does with bytes that are no message. */
class MalformedMessageTest {

  @Nested
  class Decode {

    private final byte[] valid = CODEC.encode(ADD);

    @Test
    void refusesNullAndTooFewBytes() {
      refuses(() -> CODEC.decode(null), "decode failed: there are no bytes but null");
      refuses(() -> CODEC.decode(new byte[0]), "0 bytes are too few for a message");
      refuses(() -> CODEC.decode(new byte[] {1}), "1 bytes are too few for a message");
    }

    @Test
    void refusesAnotherVersion() {
      valid[0] = (byte) 200;
      refuses(() -> CODEC.decode(valid), "decode failed: its version is 200, known is 1;");
    }

    @Test
    void refusesEachTruncation() {
      for (int length = 0; length < valid.length; length++) {
        byte[] cut = Arrays.copyOf(valid, length);
        refuses(() -> CODEC.decode(cut), "decode ");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "f6", "ff", "a0", "7f", "1b"})
    void refusesTrailingBytes(String garbage) {
      refuses(() -> CODEC.decode(join(valid, hex(garbage))), "decode cart.add failed");
    }

    @Test
    void refusesAnUnknownTypeWithoutLoadingIt() {
      refuses(
          () -> CODEC.decode(message("java.lang.Thread", "a0")),
          "decode java.lang.Thread failed: its type is not registered;");
    }

    @Test
    void refusesANameThatIsNoText() {
      refuses(() -> CODEC.decode(hex("01010aa0")), "the name of its type is not text");
      refuses(() -> CODEC.decode(hex("0101ffa0")), "the name of its type is not text");
    }

    @Test
    void refusesNullInPlaceOfAMessage() {
      refuses(() -> CODEC.decode(message("cart.add", "f6")), "the message is null");
      refuses(() -> CODEC.decode(message("cart.add", "f7")), "decode cart.add failed");
    }

    /** Text, a fraction, an array, a map, true and null where a number belongs. */
    @ParameterizedTest
    @ValueSource(strings = {"6133", "fb3ff8000000000000", "80", "a0", "f5", "f6"})
    void refusesAWrongTypeOfComponent(String count) {
      refuses(
          () -> CODEC.decode(message("cart.add", "a165" + ascii("count") + count)),
          "decode cart.add failed at count: ");
    }

    @Test
    void refusesAMessageThatItsConstructorRefuses() {
      String name = TYPES.nameOf(Positive.class).orElseThrow();
      refuses(() -> CODEC.decode(message(name, "a165" + ascii("value") + "00")), "not positive: 0");
    }

    @Test
    void refusesAnUnknownTypeOfAValue() {
      refuses(
          () -> CODEC.decode(holding("8263" + ascii("foo") + "a0")), "\"foo\" is not registered");
      refuses(() -> CODEC.decode(holding("a0")), "decode Messages.Holder failed at value");
      refuses(() -> CODEC.decode(holding("80")), "decode Messages.Holder failed at value");
    }

    @Test
    void refusesAValueOfAnotherFamily() {
      String name = "Messages.Box";
      String body = "a165" + ascii("value") + "82" + "66" + ascii("string") + "6161";
      assertThat(CODEC.decode(message(name, body))).isEqualTo(new Box<>("a"));
      String animal = "a166" + ascii("animal") + "82" + "66" + ascii("string") + "6161";
      refuses(() -> CODEC.decode(message("kennel", animal)), "\"string\" is no Animal");
    }

    @Test
    void refusesClasses() {
      String body = "a164" + ascii("type") + "70" + ascii("java.lang.Thread");
      refuses(() -> CODEC.decode(message("Messages.Loading", body)), "a class cannot travel");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "x", "1", "1/", "1/2", "x/1/a", "1/x/a", "99999999999999999999/1/a"})
    void refusesWhatIsNoPid(String text) {
      String body = "%02x".formatted(0x60 + text.length()) + ascii(text);
      refuses(() -> CODEC.decode(message("pid", body)), "decode pid failed");
    }

    @Test
    void refusesWhatIsTooLarge() {
      var codec = new JacksonMessageCodec(TYPES, MessageLimits.DEFAULT.withMaxBytes(20));
      refuses(
          () -> codec.decode(valid), "decode failed: %d bytes, limit 20".formatted(valid.length));
    }

    @Test
    void refusesALongString() {
      var codec = new JacksonMessageCodec(TYPES, MessageLimits.DEFAULT.withMaxStringLength(10));
      refuses(
          () -> codec.decode(CODEC.encode(new Holder("x".repeat(100_000)))),
          "decode Messages.Holder failed at value: a string of ");
      refuses(() -> codec.decode(CODEC.encode(new Holder("12345678901"))), "11 characters");
    }

    @Test
    void refusesWhatIsTooDeep() {
      String below = "a164" + ascii("next");
      refuses(
          () -> CODEC.decode(message("Messages.Node", below.repeat(65) + "f6")),
          "at least 65 levels deep, limit 64; flatten it");
      refuses(
          () -> CODEC.decode(message("Messages.Node", "81".repeat(1_000_000))), "decode Messages");
      String unknown = "a161" + ascii("z") + "81".repeat(100_000);
      refuses(() -> CODEC.decode(message("Messages.Node", unknown)), "levels deep");
    }

    /** A fraction of 30 bits of exponent, 10^1073741823, for each of the basic types. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void hugeNumbersCostNothing() {
      for (String name :
          List.of("instant", "duration", "long", "integer", "double", "date", "uuid")) {
        for (String exponent : List.of("1a3fffffff", "3a3fffffff", "1a7fffffff")) {
          Damage.decodeOrRefuse(message(name, "c482" + exponent + "01"), 0);
        }
      }
    }

    @Test
    void refusesALengthBeyondTheBytes() {
      refuses(() -> CODEC.decode(message("bytes", "5b7fffffffffffffff00")), "decode bytes failed");
      refuses(() -> CODEC.decode(message("bytes", "5a7fffffff00")), "decode bytes failed");
      refuses(() -> CODEC.decode(message("string", "7a7fffffff00")), "decode string failed");
    }
  }

  @Nested
  class Damage {

    private static final long SEED = 20_260_102;
    private static final int DAMAGES = 400;

    /** A damaged message is refused, or it is another valid one. */
    @ParameterizedTest
    @MethodSource("dev.dream.message.jackson.Samples#messages")
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void endsInARefusalOrAMessage(Object message) {
      var random = new Random(SEED);
      byte[] valid = CODEC.encode(message);
      for (int i = 0; i < DAMAGES; i++) {
        decodeOrRefuse(damaged(valid, random), i);
      }
    }

    private static void decodeOrRefuse(byte[] bytes, int number) {
      try {
        assertThat(CODEC.decode(bytes)).isNotNull();
      } catch (MessageCodecException e) {
        assertThat(e.getMessage()).startsWith("decode ");
      } catch (Throwable e) {
        throw new AssertionError(
            "seed %d, damage %d: %s".formatted(SEED, number, HexFormat.of().formatHex(bytes)), e);
      }
    }

    private static byte[] damaged(byte[] valid, Random random) {
      byte[] bytes = valid.clone();
      int at = random.nextInt(bytes.length);
      return switch (random.nextInt(5)) {
        case 0 -> Arrays.copyOf(bytes, at);
        case 1 -> join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
        case 2 ->
            join(
                Arrays.copyOf(bytes, at),
                noise(random),
                Arrays.copyOfRange(bytes, at, bytes.length));
        case 3 -> {
          bytes[at] ^= (byte) (1 << random.nextInt(8));
          yield bytes;
        }
        default -> {
          for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
          }
          yield bytes;
        }
      };
    }

    private static byte[] noise(Random random) {
      byte[] noise = new byte[1 + random.nextInt(8)];
      random.nextBytes(noise);
      return noise;
    }
  }

  private static byte[] holding(String cbor) {
    return message("Messages.Holder", "a165" + ascii("value") + cbor);
  }

  private static byte[] message(String type, String cbor) {
    return join(Header.of(type), hex(cbor));
  }

  private static String ascii(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
