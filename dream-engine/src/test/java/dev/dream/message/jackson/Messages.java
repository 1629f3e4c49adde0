package dev.dream.message.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dream.message.MessageType;
import dev.dream.message.MessageTypes;
import dev.dream.process.Address;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.NodeId;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JavaType;

/** What the tests of the codec send. */
final class Messages {

  record Reset() {}

  @MessageType("cart.add")
  record Add(String item, long count, BigDecimal price) {}

  sealed interface Shape {}

  record Circle(double radius) implements Shape {}

  record Group(List<Shape> shapes, Optional<Shape> frame, Map<String, Shape> named, Shape[] more)
      implements Shape {}

  enum Corner implements Shape {
    ROUND,
    SHARP {
      @Override
      public String toString() {
        return "ouch";
      }
    }
  }

  record Holder(Object value) {}

  record Box<T>(T value) {}

  record Times(
      Instant instant,
      Duration duration,
      LocalDate date,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      ZoneId zone) {}

  record Processes(
      Pid pid, Ref ref, NodeId node, Name name, Address address, ExitReason reason, UUID id) {}

  record Keys(
      Map<Pid, String> pids,
      Map<Corner, Set<Integer>> corners,
      Map<Long, Name> longs,
      EnumMap<Corner, Integer> enums) {}

  record OpenKeys(Map<Object, Object> map) {}

  record Node(Node next) {}

  record Computed(int a) {
    public int getDouble() {
      throw new AssertionError("only components travel");
    }
  }

  record Positive(int value) {
    Positive {
      if (value < 1) {
        throw new IllegalArgumentException("not positive: " + value);
      }
    }
  }

  record Loading(Class<?> type) {}

  record Typed(JavaType type, Map<Class<?>, String> keys) {}

  record Network(InetAddress address, InetSocketAddress socket, URL url, Set<InetAddress> all) {}

  record Primitives(
      boolean z, byte b, short s, char c, int i, long l, float f, double d, int[] is, byte[] bs) {}

  record Failing(int value) {
    Failing {
      throw new AssertionError("failing: " + value);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface Gadget {}

  record ByClassName(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object value, Gadget gadget) {}

  record Tool(int size) implements Gadget {}

  static class Animal {
    public String name = "";
  }

  static final class Dog extends Animal {
    public int age;
  }

  record Kennel(Animal animal) {}

  record Cell(CharSequence text, Number number) {}

  sealed interface Request<R> {}

  record Value() implements Request<Integer> {}

  record Put<T>(T value) implements Request<Optional<T>> {}

  record Envelope<R>(
      Request<?> request, Request<Integer> counted, List<Request<? extends R>> more) {}

  static final Pid PID = Pid.of(new NodeId("shop@host/1", -7), 42);

  static final MessageTypes TYPES =
      MessageTypes.of(
              Reset.class,
              Add.class,
              Shape.class,
              Holder.class,
              Box.class,
              Times.class,
              Processes.class,
              Keys.class,
              OpenKeys.class,
              Node.class,
              Computed.class,
              Positive.class,
              Loading.class,
              Typed.class,
              Network.class,
              Primitives.class,
              Failing.class,
              ByClassName.class,
              Tool.class,
              Animal.class,
              Request.class,
              Envelope.class)
          .with("dog", Dog.class)
          .with("kennel", Kennel.class)
          .with("cell", Cell.class);

  static final Shape SHAPE =
      new Group(
          List.of(new Circle(1.5), Corner.SHARP),
          Optional.of(new Group(List.of(), Optional.empty(), Map.of(), new Shape[0])),
          Map.of("a", Corner.ROUND),
          new Shape[] {new Circle(2)});

  static final Times TIMES =
      new Times(
          Instant.parse("2026-01-02T03:04:05.123456789Z"),
          Duration.ofNanos(-1_000_000_001),
          LocalDate.of(2026, 2, 28),
          OffsetDateTime.parse("2026-01-02T03:04:05.000000001+05:30"),
          ZonedDateTime.parse("2026-07-02T03:04:05+02:00[Europe/Berlin]"),
          ZoneId.of("Asia/Tokyo"));

  static final Processes PROCESSES =
      new Processes(
          PID,
          new Ref(new NodeId("b", 1), 9),
          new NodeId("c", 2),
          new Name("rooms"),
          PID,
          ExitReason.shutdown("enough"),
          UUID.fromString("00000000-0000-0001-0000-000000000002"));

  static final Keys KEYS =
      new Keys(
          Map.of(PID, "x"),
          Map.of(Corner.SHARP, Set.of(1, 2)),
          Map.of(Long.MAX_VALUE, new Name("y")),
          new EnumMap<>(Map.of(Corner.SHARP, 1)));

  private Messages() {}
}
