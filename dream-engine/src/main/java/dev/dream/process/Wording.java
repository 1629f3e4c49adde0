package dev.dream.process;

import dev.dream.inspect.Invoked;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The words that logs and exceptions of all layers share. */
public final class Wording {

  private static final int SHOWN = 5;

  private Wording() {}

  /** Returns {@code (registered: "a", "b", … 7 more)}. */
  public static String someOf(String what, Collection<String> names) {
    List<String> first = names.stream().limit(SHOWN).map(name -> '"' + name + '"').toList();
    return "(" + what + ": " + some(first, names.size()) + ")";
  }

  /** Returns {@code a, b, … 7 more}. */
  public static String someOf(Collection<String> all) {
    return some(all.stream().limit(SHOWN).toList(), all.size());
  }

  private static String some(List<String> first, int all) {
    int more = all - first.size();
    return first.isEmpty()
        ? "none"
        : String.join(", ", first) + (more > 0 ? ", … " + more + " more" : "");
  }

  /** Returns a duration as people write it: {@code 5 s}, {@code 1.5 s}, {@code 250 ms}. */
  public static String of(Duration duration) {
    if (Deadline.isForever(duration)) {
      return "infinity";
    }
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return duration.toMillis() + " ms";
    }
    if (duration.toMillisPart() == 0) {
      return duration.toSeconds() + " s";
    }
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /** Returns what kind of message this is, without what it holds. */
  public static String typeOf(Object message) {
    return nameOf(kindOf(message));
  }

  /** Returns what {@link #typeOf} names: a method's name, always the same object, or a class. */
  static Object kindOf(Object message) {
    return message instanceof Invoked call ? call.method() : message.getClass();
  }

  /** Returns the name of such a kind. */
  static String nameOf(Object kind) {
    return kind instanceof Class<?> type ? nameOf(type) : kind.toString();
  }

  /** Returns a type's name without its package, if it has such a name. */
  static String nameOf(Class<?> type) {
    return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
  }

  /** Returns a text, or its beginning if it is longer than so many characters. */
  public static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  /** Returns what an object says of itself, whatever its {@code toString} does. */
  public static String shown(Object object) {
    try {
      return String.valueOf(object);
    } catch (Throwable broken) {
      return "(its toString failed: " + broken.getClass().getName() + ")";
    }
  }

  static String noCurrentProcess(String operation) {
    return "no current process: %s was called on thread \"%s\"; outside a process use the Dream bean"
        .formatted(operation, Thread.currentThread().getName());
  }
}
