package dev.dream.inspect;

import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields behind a record's components. They are read directly: an accessor is code of a user.
 */
final class RecordFields {

  private static final ClassValue<Fields> KNOWN =
      new ClassValue<>() {
        @Override
        protected Fields computeValue(Class<?> type) {
          return Fields.of(type);
        }
      };

  private RecordFields() {}

  /** The fields of a type, or null if its module keeps them to itself. */
  private record Fields(@Nullable List<Field> all) {

    static Fields of(Class<?> type) {
      List<Field> found = new ArrayList<>();
      try {
        for (RecordComponent component : type.getRecordComponents()) {
          Field field = type.getDeclaredField(component.getName());
          field.setAccessible(true);
          found.add(field);
        }
        return new Fields(List.copyOf(found));
      } catch (ReflectiveOperationException | RuntimeException closed) {
        return new Fields(null);
      }
    }
  }

  static @Nullable List<Field> of(Class<?> type) {
    return KNOWN.get(type).all();
  }

  static @Nullable Object get(Object object, Field field) {
    try {
      return field.get(object);
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
