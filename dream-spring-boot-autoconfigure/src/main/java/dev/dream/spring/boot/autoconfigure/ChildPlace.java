package dev.dream.spring.boot.autoconfigure;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A child that properties are for, or something of it.
 *
 * @param property the name that those properties begin with
 * @param shown the child in words
 * @param id of the child in its supervisor, null for the root supervisor
 * @param bean that specifies the child or a supervisor above it, null for the root supervisor
 */
record ChildPlace(String property, String shown, @Nullable String id, @Nullable String bean) {

  static final ChildPlace ROOT = new ChildPlace("dream", "the root supervisor", null, null);

  /** Returns the place of a child of this one, configured under a key. */
  ChildPlace child(String key, String childId, @Nullable String childBean) {
    String of = id == null ? shown : "'" + id + "'";
    String words =
        "the child '%s' of %s, specified by the bean '%s'".formatted(childId, of, childBean);
    return new ChildPlace(at("children").property(key), words, childId, childBean);
  }

  /** Returns the place of something of this child. */
  ChildPlace at(String name) {
    return new ChildPlace(property(name), shown, id, bean);
  }

  /** Returns a property's whole name; a key that is no plain word stands in brackets. */
  String property(String name) {
    return name.matches("[\\w-]+") ? property + "." + name : property + "[" + name + "]";
  }

  /** Returns something with a value changed, if that is configured. */
  <T, V> T set(
      String name, @Nullable V value, T before, BiFunction<? super T, ? super V, T> change) {
    if (value == null) {
      return before;
    }
    try {
      return change.apply(before, value);
    } catch (IllegalArgumentException impossible) {
      throw failure(
          name,
          String.valueOf(impossible.getMessage()),
          "Correct the value, or remove it: then what the bean says holds.");
    }
  }

  /** Refuses a value that means nothing here, if it is configured. */
  void refuse(String name, @Nullable Object value, String why) {
    if (value != null) {
      throw failure(name, why, "Remove the property, or give it to another child.");
    }
  }

  ChildPropertyException failure(String name, String reason, String action) {
    return new ChildPropertyException(this, property(name), reason, action);
  }
}
