package dev.dream.message;

import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** What may be registered as a message's type, and under which name if none is given. */
final class Registrable {

  /** What fits into the one byte that tells a name's length. */
  private static final int MAX_NAME_BYTES = 255;

  private Registrable() {}

  /** Returns whether {@code type} stands for others. An enum does not, though it may be sealed. */
  static boolean isFamily(Class<?> type) {
    return type.isSealed() && !type.isEnum();
  }

  /** Returns the types of a family of which there are objects. */
  static Set<Class<?>> membersOf(Class<?> family) {
    var members = new LinkedHashSet<Class<?>>();
    collect(family, members);
    return members;
  }

  private static void collect(Class<?> type, Set<Class<?>> members) {
    if (isFamily(type)) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, members);
      }
    }
    if (!(isFamily(type) && isAbstract(type))) {
      require(type);
      members.add(type);
    }
  }

  static String defaultName(Class<?> type) {
    MessageType given = type.getAnnotation(MessageType.class);
    if (given != null) {
      return given.value();
    }
    Class<?> outer = type.getDeclaringClass();
    return outer == null ? type.getSimpleName() : defaultName(outer) + '.' + type.getSimpleName();
  }

  /** Refuses what has no objects, no stable name or no known subtypes. */
  static void require(Class<?> type) {
    if (type.isPrimitive()) {
      throw refused(type, "a message is an object; its boxed type is registered already");
    }
    if (type.isArray()) {
      throw refused(type, "an array has no name of its own; make it a component of a record");
    }
    if (type.isHidden() || type.isAnonymousClass()) {
      throw refused(type, "it has no name that lasts; make it a record");
    }
    if (isAbstract(type)) {
      throw refused(
          type, "it is abstract and not sealed; seal it, or register its subtypes one by one");
    }
  }

  static void requireName(String name, Class<?> type) {
    if (name.isBlank()) {
      throw refused(type, "its name is blank; give it one by @MessageType or with(name, type)");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw refused(type, "its name has control characters; give it one that can be read");
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw refused(
          type,
          "its name has %d bytes, limit %d bytes; give it a shorter one by @MessageType"
              .formatted(bytes, MAX_NAME_BYTES));
    }
  }

  private static boolean isAbstract(Class<?> type) {
    return !type.isEnum() && Modifier.isAbstract(type.getModifiers());
  }

  static IllegalArgumentException refused(Class<?> type, String why) {
    return new IllegalArgumentException("register %s failed: %s".formatted(type.getName(), why));
  }
}
