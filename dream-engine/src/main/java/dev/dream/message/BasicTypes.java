package dev.dream.message;

import static java.util.Map.entry;

import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.NodeId;
import dev.dream.process.Pid;
import dev.dream.process.Ref;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The types that every registry has. Their names are part of the wire format. */
final class BasicTypes {

  static final Map<Class<?>, String> NAMES =
      Map.ofEntries(
          entry(String.class, "string"),
          entry(Boolean.class, "boolean"),
          entry(Character.class, "char"),
          entry(Byte.class, "byte"),
          entry(Short.class, "short"),
          entry(Integer.class, "int"),
          entry(Long.class, "long"),
          entry(Float.class, "float"),
          entry(Double.class, "double"),
          entry(BigInteger.class, "integer"),
          entry(BigDecimal.class, "decimal"),
          entry(byte[].class, "bytes"),
          entry(UUID.class, "uuid"),
          entry(Instant.class, "instant"),
          entry(Duration.class, "duration"),
          entry(Period.class, "period"),
          entry(LocalDate.class, "date"),
          entry(LocalTime.class, "time"),
          entry(LocalDateTime.class, "datetime"),
          entry(OffsetDateTime.class, "offset-datetime"),
          entry(ZonedDateTime.class, "zoned-datetime"),
          entry(ArrayList.class, "list"),
          entry(LinkedHashSet.class, "set"),
          entry(LinkedHashMap.class, "map"),
          entry(Pid.class, "pid"),
          entry(Name.class, "name"),
          entry(Ref.class, "ref"),
          entry(NodeId.class, "node"),
          entry(ExitReason.Plain.class, "exit.plain"),
          entry(ExitReason.Shutdown.class, "exit.shutdown"),
          entry(ExitReason.Failure.class, "exit.failure"));

  private BasicTypes() {}

  /**
   * Returns the type by which the objects of a class are known: of a constant with a body it is the
   * enum, and of any list, set or map it is the one that comes back.
   */
  static Class<?> knownBy(Class<?> type) {
    if (Enum.class.isAssignableFrom(type) && type.getSuperclass() != Enum.class) {
      return type.getSuperclass();
    }
    if (List.class.isAssignableFrom(type)) {
      return ArrayList.class;
    }
    if (Set.class.isAssignableFrom(type)) {
      return LinkedHashSet.class;
    }
    return Map.class.isAssignableFrom(type) ? LinkedHashMap.class : type;
  }
}
