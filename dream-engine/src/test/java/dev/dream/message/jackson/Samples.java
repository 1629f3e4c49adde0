package dev.dream.message.jackson;

import static dev.dream.message.jackson.Messages.PID;
import static dev.dream.message.jackson.Messages.TYPES;

import dev.dream.message.jackson.Messages.Add;
import dev.dream.message.jackson.Messages.Box;
import dev.dream.message.jackson.Messages.Cell;
import dev.dream.message.jackson.Messages.Circle;
import dev.dream.message.jackson.Messages.Computed;
import dev.dream.message.jackson.Messages.Corner;
import dev.dream.message.jackson.Messages.Dog;
import dev.dream.message.jackson.Messages.Envelope;
import dev.dream.message.jackson.Messages.Kennel;
import dev.dream.message.jackson.Messages.Network;
import dev.dream.message.jackson.Messages.Node;
import dev.dream.message.jackson.Messages.OpenKeys;
import dev.dream.message.jackson.Messages.Primitives;
import dev.dream.message.jackson.Messages.Put;
import dev.dream.message.jackson.Messages.Reset;
import dev.dream.message.jackson.Messages.Value;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Messages and values that travel, and the codec that carries them. */
final class Samples {

  static final JacksonMessageCodec CODEC = new JacksonMessageCodec(TYPES);

  static final Add ADD = new Add("tea", 3, new BigDecimal("1.10"));

  private Samples() {}

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
        new Primitives(
            true, (byte) 1, (short) 2, 'ü', 4, 5, 6.5f, 7.5, new int[] {8, 9}, new byte[] {10}),
        new Network(
            InetAddress.ofLiteral("192.0.2.1"),
            new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 80),
            null,
            Set.of(InetAddress.ofLiteral("192.0.2.2"))),
        new Envelope<>(new Value(), new Value(), List.of(new Put<>("a"))),
        new Box<>(new Circle(0.1)));
  }

  /** Messages and values, each of which is a message too. */
  static List<Object> all() {
    Stream<Object> bytes = Stream.of(new byte[] {1, 2, 3});
    return Stream.concat(Stream.concat(messages().stream(), values().stream()), bytes).toList();
  }

  static Dog dog() {
    var dog = new Dog();
    dog.name = "Rex";
    dog.age = 3;
    return dog;
  }

  static List<Object> values() {
    return List.of(
        "text",
        "grüße, 世界 🚀",
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
        new UUID(1, 2),
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
}
