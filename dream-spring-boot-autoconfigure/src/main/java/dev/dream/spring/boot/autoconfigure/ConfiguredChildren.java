package dev.dream.spring.boot.autoconfigure;

import dev.dream.spring.boot.autoconfigure.DreamChildrenProperties.Child;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for the children of one supervisor.
 *
 * @param supervisor whose children they are
 * @param keys for each id that is configured, the key under which it is
 * @param byKey what is configured
 */
record ConfiguredChildren(
    ChildPlace supervisor, Map<String, String> keys, Map<String, Child> byKey) {

  private static final int MOST_SHOWN = 5;

  /**
   * Finds the children that are meant. A key means the id that is equal, or else the only one that
   * is equal but for case and signs: an environment variable has neither.
   *
   * @throws ChildPropertyException if a key means none, or two the same with different values
   */
  static ConfiguredChildren of(
      ChildPlace supervisor, Stream<String> children, Map<String, Child> byKey) {
    List<String> ids = children.toList();
    Map<String, String> keys = new HashMap<>();
    for (String key : byKey.keySet()) {
      String id = find(key, ids).orElseThrow(() -> unknown(supervisor, key, ids));
      String same = keys.put(id, key);
      if (same != null && !Objects.equals(byKey.get(same), byKey.get(key))) {
        throw supervisor
            .at("children")
            .failure(
                key,
                "'%s' and '%s' both mean the child '%s'".formatted(same, key, id),
                "Keep one of the two, with the values of both.");
      }
    }
    return new ConfiguredChildren(supervisor, keys, byKey);
  }

  /** Returns what is configured without what means none of these children. */
  static Map<String, Child> known(Map<String, Child> byKey, List<String> ids) {
    Map<String, Child> known = new HashMap<>(byKey);
    known.keySet().removeIf(key -> find(key, ids).isEmpty());
    return known;
  }

  /** Returns what is configured for a child; null if nothing is. */
  @Nullable Child child(String id) {
    String key = keys.get(id);
    return key == null ? null : byKey.get(key);
  }

  /** Returns the place of a child. */
  ChildPlace place(String id, @Nullable String bean) {
    return supervisor.child(keys.getOrDefault(id, id), id, bean);
  }

  private static Optional<String> find(String key, List<String> ids) {
    if (ids.contains(key)) {
      return Optional.of(key);
    }
    List<String> alike = ids.stream().filter(id -> plain(id).equals(plain(key))).toList();
    return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
  }

  private static String plain(String id) {
    return id.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static ChildPropertyException unknown(
      ChildPlace supervisor, String key, List<String> ids) {
    ChildPlace children = supervisor.at("children");
    if (ids.isEmpty()) {
      return children.failure(
          key, "it has no child '%s', and no other".formatted(key), "Remove the property.");
    }
    List<String> near =
        ids.stream()
            .sorted(Comparator.comparingInt(id -> distance(plain(key), plain(id))))
            .toList();
    String shown =
        near.stream().limit(MOST_SHOWN).map(id -> "'" + id + "'").collect(Collectors.joining(", "));
    int more = near.size() - MOST_SHOWN;
    return children.failure(
        key,
        "it has no child '%s', but %s%s"
            .formatted(key, shown, more > 0 ? " and %d more".formatted(more) : ""),
        "Write '%s' if that is the child that was meant, or remove the property."
            .formatted(children.property(near.getFirst())));
  }

  /** Returns how many letters are to be added, removed or replaced to make one word the other. */
  static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= left.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(diagonal, row[column - 1]));
      }
    }
    return row[right.length()];
  }
}
