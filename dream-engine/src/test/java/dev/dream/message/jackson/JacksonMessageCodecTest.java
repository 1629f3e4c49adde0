package dev.dream.message.jackson;

import static dev.dream.message.jackson.Messages.PID;
import static dev.dream.message.jackson.Messages.TYPES;
import static dev.dream.message.jackson.Refusals.refuses;
import static dev.dream.message.jackson.Samples.ADD;
import static dev.dream.message.jackson.Samples.CODEC;
import static dev.dream.message.jackson.Samples.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.message.MessageCheck;
import dev.dream.message.MessageLimits;
import dev.dream.message.MessageTypes;
import dev.dream.message.jackson.Messages.Add;
import dev.dream.message.jackson.Messages.Animal;
import dev.dream.message.jackson.Messages.ByClassName;
import dev.dream.message.jackson.Messages.Corner;
import dev.dream.message.jackson.Messages.Dog;
import dev.dream.message.jackson.Messages.Envelope;
import dev.dream.message.jackson.Messages.Holder;
import dev.dream.message.jackson.Messages.Kennel;
import dev.dream.message.jackson.Messages.Loading;
import dev.dream.message.jackson.Messages.Node;
import dev.dream.message.jackson.Messages.OpenKeys;
import dev.dream.message.jackson.Messages.Processes;
import dev.dream.message.jackson.Messages.Put;
import dev.dream.message.jackson.Messages.Reset;
import dev.dream.message.jackson.Messages.Tool;
import dev.dream.message.jackson.Messages.Value;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JacksonMessageCodecTest {

  @Nested
  class RoundTrip {

    @ParameterizedTest
    @MethodSource("dev.dream.message.jackson.Samples#messages")
    void messagesComeBack(Object message) {
      new MessageCheck(CODEC).apply(message);
    }

    @ParameterizedTest
    @MethodSource("dev.dream.message.jackson.Samples#values")
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

  private static Node chain(int length) {
    Node node = null;
    for (int i = 0; i < length; i++) {
      node = new Node(node);
    }
    return node;
  }
}
