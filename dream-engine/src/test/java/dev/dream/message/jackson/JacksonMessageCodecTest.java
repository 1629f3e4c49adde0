package dev.dream.message.jackson;

import static dev.dream.message.jackson.Messages.PID;
import static dev.dream.message.jackson.Messages.TYPES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.message.MessageCheck;
import dev.dream.message.MessageCodecException;
import dev.dream.message.MessageLimits;
import dev.dream.message.MessageTypes;
import dev.dream.message.jackson.Messages.Add;
import dev.dream.message.jackson.Messages.Animal;
import dev.dream.message.jackson.Messages.Box;
import dev.dream.message.jackson.Messages.ByClassName;
import dev.dream.message.jackson.Messages.Cell;
import dev.dream.message.jackson.Messages.Circle;
import dev.dream.message.jackson.Messages.Computed;
import dev.dream.message.jackson.Messages.Corner;
import dev.dream.message.jackson.Messages.Dog;
import dev.dream.message.jackson.Messages.Envelope;
import dev.dream.message.jackson.Messages.Holder;
import dev.dream.message.jackson.Messages.Kennel;
import dev.dream.message.jackson.Messages.Loading;
import dev.dream.message.jackson.Messages.Node;
import dev.dream.message.jackson.Messages.OpenKeys;
import dev.dream.message.jackson.Messages.Positive;
import dev.dream.message.jackson.Messages.Processes;
import dev.dream.message.jackson.Messages.Put;
import dev.dream.message.jackson.Messages.Reset;
import dev.dream.message.jackson.Messages.Tool;
import dev.dream.message.jackson.Messages.Value;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonMessageCodecTest {

  private static final JacksonMessageCodec CODEC = new JacksonMessageCodec(TYPES);

  private static final Add ADD = new Add("tea", 3, new BigDecimal("1.10"));

  static List<Object> messages() {
    return List.of(
        new Reset(),
        ADD,
        new Add(null, Long.MIN_VALUE, new BigDecimal("-1E+40")),
        Messages.SHAPE,
        Corner.SHARP,
        Messages.TIMES,
        Messages.PROCESSES,
        Messages.KEYS,
        new Node(new Node(null)),
        new Computed(5),
        new OpenKeys(Map.of("a", 1L)),
        new Kennel(dog()),
        new Cell("x", 5L),
        new Cell(null, BigInteger.TEN.pow(30)),
        new Box<>(new Circle(0.1)));
  }

  private static Dog dog() {
    var dog = new Dog();
    dog.name = "Rex";
    dog.age = 3;
    return dog;
  }

  static List<Object> values() {
    return List.of(
        "text",
        "",
        true,
        'c',
        (byte) -1,
        (short) 2,
        3,
        4L,
        Long.MAX_VALUE,
        1.5f,
        Double.NaN,
        BigInteger.TWO.pow(90),
        new BigDecimal("1.50"),
        UUID.randomUUID(),
        Instant.EPOCH,
        LocalDate.MAX,
        PID,
        new Name("a"),
        ExitReason.NOPROC,
        ExitReason.shutdown(""),
        ExitReason.error(""),
        new Circle(1),
        Corner.SHARP,
        List.of(),
        List.of("a", 1L, List.of(PID)),
        Set.of(new Circle(1)),
        Map.of("a", Map.of("b", 2)));
  }

  @Nested
  class RoundTrip {

    @ParameterizedTest
    @MethodSource("dev.dream.message.jackson.JacksonMessageCodecTest#messages")
    void messagesComeBack(Object message) {
      new MessageCheck(CODEC).apply(message);
    }

    @ParameterizedTest
    @MethodSource("dev.dream.message.jackson.JacksonMessageCodecTest#values")
    void basicValuesComeBackAsMessagesAndAsObjects(Object value) {
      assertThat(CODEC.decode(CODEC.encode(value))).isEqualTo(value);
      var held = new Holder(value);
      assertThat(CODEC.decode(CODEC.encode(held))).isEqualTo(held);
    }

    @Test
    void bytesComeBack() {
      byte[] bytes = {1, 2, 3};
      assertThat(CODEC.decode(CODEC.encode(bytes))).isEqualTo(bytes);
      Holder copy = (Holder) CODEC.decode(CODEC.encode(new Holder(bytes)));
      assertThat(copy.value()).isEqualTo(bytes);
    }

    @Test
    void baseWithSubclassesComesBack() {
      Object copy = CODEC.decode(CODEC.encode(new Animal()));
      assertThat(copy).isExactlyInstanceOf(Animal.class).extracting("name").isEqualTo("");
    }

    @Test
    void genericFamilyComesBack() {
      new MessageCheck(CODEC)
          .apply(new Envelope<>(new Value(), new Value(), List.of(new Put<>("a"))));
    }

    @Test
    void threadsShareACodec() throws Exception {
      var codec = new JacksonMessageCodec(TYPES);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Callable<Object> roundTrip = () -> codec.decode(codec.encode(Messages.KEYS));
        for (var copy : threads.invokeAll(Collections.nCopies(200, roundTrip))) {
          assertThat(copy.get()).isEqualTo(Messages.KEYS);
        }
      }
    }

    @Test
    void subclassInAComponentOfItsBaseComesBack() {
      Kennel copy = (Kennel) CODEC.decode(CODEC.encode(new Kennel(dog())));
      assertThat(copy.animal()).isInstanceOf(Dog.class).extracting("age").isEqualTo(3);
    }

    @Test
    void eachExitReasonComesBack() {
      for (ExitReason reason : ExitReason.Plain.values()) {
        var message = new Processes(PID, null, null, null, new Name("n"), reason, null);
        assertThat(CODEC.decode(CODEC.encode(message))).isEqualTo(message);
      }
    }

    @Test
    void throwableOfAFailureStaysHere() {
      ExitReason failure = ExitReason.error(new IllegalStateException("boom"));
      assertThat(CODEC.decode(CODEC.encode(failure)))
          .isEqualTo(new ExitReason.Failure("boom", null))
          .hasToString("error: boom");
    }

    @Test
    void formatIsStable() {
      assertThat(HexFormat.of().formatHex(CODEC.encode(ADD)))
          .isEqualTo(
              "0108636172742e616464bf646974656d6374656165636f756e74036570726963"
                  + "65c48221186eff");
    }
  }

  @Nested
  class BetweenVersions {

    record New(String item, long count, String note, Integer size, Optional<String> tag) {}

    record Old(String item, long count) {}

    record Sized(String item, long count, int size) {}

    private final JacksonMessageCodec older = codec(Old.class);
    private final JacksonMessageCodec newer = codec(New.class);

    private JacksonMessageCodec codec(Class<?> type) {
      return new JacksonMessageCodec(MessageTypes.of().with("m", type));
    }

    @Test
    void unknownComponentsAreSkipped() {
      assertThat(older.decode(newer.encode(new New("a", 1, "b", 2, Optional.of("c")))))
          .isEqualTo(new Old("a", 1));
    }

    @Test
    void missingComponentsAreNull() {
      assertThat(newer.decode(older.encode(new Old("a", 1))))
          .isEqualTo(new New("a", 1, null, null, Optional.empty()));
    }

    @Test
    void missingPrimitivesAreZero() {
      assertThat(codec(Sized.class).decode(older.encode(new Old("a", 1))))
          .isEqualTo(new Sized("a", 1, 0));
    }
  }

  @Nested
  class Encode {

    @Test
    void refusesNull() {
      refuses(() -> CODEC.encode(null), "encode failed: the message is null; send a value");
    }

    @Test
    void refusesAnUnregisteredType() {
      var codec = new JacksonMessageCodec(MessageTypes.of(Add.class, Messages.Shape.class));
      refuses(
          () -> codec.encode(new Reset()),
          "encode Reset failed: its type is not registered; register it with MessageTypes"
              + " (registered: \"Messages.Circle\", \"Messages.Corner\", \"Messages.Group\","
              + " \"cart.add\")");
    }

    @Test
    void refusesAnUnregisteredValueOfAnObject() {
      refuses(
          () -> CODEC.encode(new Holder(new StringBuilder("a"))),
          "encode Holder failed at value: StringBuilder is not registered; register it with"
              + " MessageTypes (registered: \"Messages.Animal\", ");
    }

    @Test
    void refusesAnUnregisteredGadget() {
      var codec = new JacksonMessageCodec(MessageTypes.of(ByClassName.class));
      refuses(() -> codec.encode(new ByClassName("", new Tool(1))), "Tool is not registered");
    }

    @Test
    void writesNoClassNames() {
      byte[] bytes = CODEC.encode(new ByClassName(new Tool(2), new Tool(1)));
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("dev.dream");
      assertThat(CODEC.decode(bytes)).isEqualTo(new ByClassName(new Tool(2), new Tool(1)));
    }

    @Test
    void refusesClasses() {
      refuses(() -> CODEC.encode(new Loading(String.class)), "a class cannot travel");
    }

    @Test
    void refusesKeysThatWouldComeBackAsStrings() {
      refuses(
          () -> CODEC.encode(new OpenKeys(Map.of(1, "a"))),
          "a key of type Integer in a map of undeclared keys");
      refuses(() -> CODEC.encode(Map.of(1, "a")), "declare the type of its keys");
      refuses(() -> CODEC.encode(new Holder(Map.of(PID, "a"))), "a key of type Pid");
      refuses(() -> CODEC.encode(new EnumMap<>(Map.of(Corner.ROUND, 1))), "declare the type");
    }

    @Test
    void refusesWhatIsTooLarge() {
      var codec = new JacksonMessageCodec(TYPES, MessageLimits.DEFAULT.withMaxBytes(100));
      codec.encode(new Holder("a".repeat(50)));
      refuses(
          () -> codec.encode(new Holder("a".repeat(100))), " bytes, limit 100 bytes; send less");
      refuses(() -> codec.encode(new byte[100_000]), "bytes, limit 100 bytes; send less");
    }

    @Test
    void refusesALongString() {
      var codec = new JacksonMessageCodec(TYPES, MessageLimits.DEFAULT.withMaxStringLength(10));
      refuses(
          () -> codec.encode(new Holder("12345678901")),
          "encode Holder failed at value: a string of 11 characters, limit 10; send less");
      refuses(() -> codec.encode(new OpenKeys(Map.of("12345678901", 1))), "11 characters");
    }

    @Test
    void refusesWhatIsTooDeep() {
      CODEC.encode(chain(64));
      refuses(() -> CODEC.encode(chain(65)), "at least 65 levels deep, limit 64; flatten it");
    }

    @Test
    void refusesACycle() {
      var cycle = new ArrayList<Messages.Shape>();
      var group = new Messages.Group(cycle, null, null, null);
      cycle.add(group);
      refuses(() -> CODEC.encode(group), "at least 65 levels deep");
    }
  }

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
    @MethodSource("dev.dream.message.jackson.JacksonMessageCodecTest#messages")
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

  private static void refuses(Runnable tried, String words) {
    assertThatExceptionOfType(MessageCodecException.class)
        .isThrownBy(tried::run)
        .withMessageContaining(words);
  }

  private static Node chain(int length) {
    Node node = null;
    for (int i = 0; i < length; i++) {
      node = new Node(node);
    }
    return node;
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
