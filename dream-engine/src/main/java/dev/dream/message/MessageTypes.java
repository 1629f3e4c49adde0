package dev.dream.message;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which types may travel, and the name of each on the wire. Immutable: {@code with} returns another
 * one. Names come from here only: what the wire names is looked up, and no class is ever loaded for
 * it.
 *
 * <p>A type's name is its {@link MessageType}, or else the name of its class without the package,
 * and for a nested type the names of the types around it too: {@code Counter.Add}.
 *
 * <p>Every registry has these:
 *
 * <ul>
 *   <li>{@code string}, {@code boolean}, {@code char}, {@code byte}, {@code short}, {@code int},
 *       {@code long}, {@code float}, {@code double}, {@code integer} (BigInteger), {@code decimal}
 *       (BigDecimal), {@code bytes}, {@code uuid}
 *   <li>{@code instant}, {@code duration}, {@code period}, {@code date}, {@code time}, {@code
 *       datetime}, {@code offset-datetime}, {@code zoned-datetime}
 *   <li>{@code list}, {@code set} and {@code map}, of values of registered types; the keys of such
 *       a map are strings
 *   <li>{@code pid}, {@code name}, {@code ref}, {@code node}, {@code exit.plain}, {@code
 *       exit.shutdown}, {@code exit.failure}
 * </ul>
 *
 * <p>Signals such as {@code Down} are not among them: a death notice must not arrive as a message.
 */
public final class MessageTypes {

  private static final MessageTypes BASIC = new MessageTypes(BasicTypes.NAMES);

  private final Map<Class<?>, String> names;
  private final Map<String, Class<?>> types;

  private MessageTypes(Map<Class<?>, String> names) {
    this.names = Map.copyOf(names);
    var inverse = new HashMap<String, Class<?>>();
    names.forEach((type, name) -> inverse.put(name, type));
    this.types = Map.copyOf(inverse);
  }

  /** Returns a registry of these types, each registered as by {@link #with(Class)}. */
  public static MessageTypes of(Class<?>... types) {
    MessageTypes all = BASIC;
    for (Class<?> type : types) {
      all = all.with(type);
    }
    return all;
  }

  /**
   * Returns a registry with {@code type} under its own name. A sealed type stands for all types it
   * permits; those that are registered already keep their names.
   *
   * @throws IllegalArgumentException if the type or its name is registered already, or if it is one
   *     that cannot travel: an interface or abstract class that is not sealed, an array, a lambda
   */
  public MessageTypes with(Class<?> type) {
    if (!Registrable.isFamily(type)) {
      return with(Registrable.defaultName(type), type);
    }
    MessageTypes all = this;
    for (Class<?> member : Registrable.membersOf(type)) {
      if (!all.names.containsKey(member)) {
        all = all.add(Registrable.defaultName(member), member);
      }
    }
    if (all == this) {
      throw refused(type, "all types it permits are registered already; register it once");
    }
    return all;
  }

  /**
   * Returns a registry with {@code type} under this name.
   *
   * @throws IllegalArgumentException as {@link #with(Class)}, or if the type is sealed, or if the
   *     name is blank or longer than 255 bytes in UTF-8
   */
  public MessageTypes with(String name, Class<?> type) {
    if (Registrable.isFamily(type)) {
      throw refused(type, "it is sealed and stands for several types; register it without a name");
    }
    Registrable.require(type);
    return add(name, type);
  }

  private MessageTypes add(String name, Class<?> type) {
    Registrable.requireName(name, type);
    if (names.get(type) instanceof String taken) {
      throw refused(type, "it is registered already, as \"" + taken + "\"; register it once");
    }
    if (types.get(name) instanceof Class<?> holder) {
      throw refused(
          type,
          "%s has the name \"%s\"; give one of them another by @MessageType or with(name, type)"
              .formatted(holder.getName(), name));
    }
    var more = new HashMap<>(names);
    more.put(type, name);
    return new MessageTypes(more);
  }

  /**
   * Returns the name of a type. The classes of an enum's constants have the enum's name, and all
   * lists, sets and maps that are not registered themselves are called so.
   */
  public Optional<String> nameOf(Class<?> type) {
    String name = names.get(type);
    return Optional.ofNullable(name == null ? names.get(BasicTypes.knownBy(type)) : name);
  }

  /** Returns the type of a name. */
  public Optional<Class<?>> typeOf(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** Returns whether {@code type} has subtypes here, itself not counted. */
  public boolean hasSubtypesOf(Class<?> type) {
    return names.keySet().stream().anyMatch(sub -> sub != type && type.isAssignableFrom(sub));
  }

  /** Returns the names that were registered, sorted, without those that every registry has. */
  public Set<String> names() {
    var added = new TreeSet<>(types.keySet());
    added.removeAll(BasicTypes.NAMES.values());
    return Collections.unmodifiableSet(added);
  }

  private static IllegalArgumentException refused(Class<?> type, String why) {
    return Registrable.refused(type, why);
  }
}
