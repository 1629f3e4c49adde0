package dev.dream.message;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first place where a copy differs from its original.
 *
 * @param path the way there through components, indexes and keys; empty if the whole differs
 */
record Difference(String path, @Nullable Object original, @Nullable Object copy) {

  private static final int SHOWN = 80;

  static @Nullable Difference between(@Nullable Object original, @Nullable Object copy) {
    return between("", original, copy);
  }

  private static @Nullable Difference between(
      String path, @Nullable Object original, @Nullable Object copy) {
    if (Objects.equals(original, copy)) {
      return null;
    }
    if (original == null || copy == null || kind(original) != kind(copy)) {
      return new Difference(path, original, copy);
    }
    if (original instanceof Set<?> ours && copy instanceof Set<?> theirs) {
      return betweenSets(path, ours, theirs);
    }
    if (original instanceof Map<?, ?> ours && copy instanceof Map<?, ?> theirs) {
      return betweenMaps(path, ours, theirs);
    }
    Map<String, @Nullable Object> ours = parts(original);
    Map<String, @Nullable Object> theirs = parts(copy);
    if (ours == null || theirs == null) {
      return hasEquals(original) ? new Difference(path, original, copy) : null;
    }
    if (!ours.keySet().equals(theirs.keySet())) {
      return new Difference(path, original, copy);
    }
    for (String part : ours.keySet()) {
      String below = path.isEmpty() && part.startsWith(".") ? part.substring(1) : path + part;
      Difference found = between(below, ours.get(part), theirs.get(part));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** An element's counterpart is looked for by its parts: an array in a set equals no other. */
  private static @Nullable Difference betweenSets(String path, Set<?> ours, Set<?> theirs) {
    if (ours.size() == theirs.size()
        && ours.stream().allMatch(our -> theirs.stream().anyMatch(their -> same(our, their)))) {
      return null;
    }
    return new Difference(path, ours, theirs);
  }

  private static @Nullable Difference betweenMaps(String path, Map<?, ?> ours, Map<?, ?> theirs) {
    if (ours.size() != theirs.size()) {
      return new Difference(path, ours, theirs);
    }
    for (Map.Entry<?, ?> our : ours.entrySet()) {
      Difference found = new Difference(path, ours, theirs);
      for (Map.Entry<?, ?> their : theirs.entrySet()) {
        if (same(our.getKey(), their.getKey())) {
          found = between(path + '[' + our.getKey() + ']', our.getValue(), their.getValue());
          if (found == null) {
            break;
          }
        }
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static boolean same(@Nullable Object original, @Nullable Object copy) {
    return between("", original, copy) == null;
  }

  /** Collections may come back as other classes of the same kind. */
  private static Class<?> kind(Object value) {
    return switch (value) {
      case List<?> _ -> List.class;
      case Set<?> _ -> Set.class;
      case Map<?, ?> _ -> Map.class;
      default -> value.getClass();
    };
  }

  /** Returns what the value consists of, by the way there; null if it must be compared whole. */
  private static @Nullable Map<String, @Nullable Object> parts(Object value) {
    var parts = new LinkedHashMap<String, @Nullable Object>();
    switch (value) {
      case List<?> list -> putElements(parts, list.toArray());
      case Optional<?> optional -> parts.put("", optional.orElse(null));
      case Record record -> putComponents(parts, record);
      case Object array when array.getClass().isArray() -> putElements(parts, array);
      default -> {
        return null;
      }
    }
    return parts;
  }

  private static void putElements(Map<String, @Nullable Object> parts, Object array) {
    for (int i = 0; i < Array.getLength(array); i++) {
      parts.put("[" + i + ']', Array.get(array, i));
    }
  }

  private static void putComponents(Map<String, @Nullable Object> parts, Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Method accessor = component.getAccessor();
      try {
        accessor.setAccessible(true);
        parts.put('.' + component.getName(), accessor.invoke(record));
      } catch (ReflectiveOperationException | RuntimeException e) {
        throw new MessageCodecException(
            "check %s failed: component %s cannot be read; is its package open to dev.dream.engine?"
                .formatted(record.getClass().getSimpleName(), component.getName()),
            e);
      }
    }
  }

  private static boolean hasEquals(Object value) {
    try {
      return value.getClass().getMethod("equals", Object.class).getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError("every class has equals", e);
    }
  }

  @Override
  public String toString() {
    return path.isEmpty()
        ? "%s came back as %s".formatted(shown(original), shown(copy))
        : "component %s was %s and came back as %s".formatted(path, shown(original), shown(copy));
  }

  private static String shown(@Nullable Object value) {
    String type = value == null ? "" : value.getClass().getSimpleName() + ' ';
    String text = type + value;
    return text.length() > SHOWN ? text.substring(0, SHOWN) + '…' : text;
  }
}
