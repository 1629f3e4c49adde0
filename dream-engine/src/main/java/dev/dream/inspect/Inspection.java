package dev.dream.inspect;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows one object, once. Every step writes something and nothing is begun when the text is full,
 * so its time is bounded by its length.
 */
final class Inspection {

  private static final int MOST_BITS = 4_096;

  private final Inspector inspector;
  private final StringBuilder text = new StringBuilder();
  private int depth;

  Inspection(Inspector inspector) {
    this.inspector = inspector;
  }

  String of(@Nullable Object object) {
    append(object);
    return Inspector.shortened(text.toString(), Inspector.MOST);
  }

  private boolean isFull() {
    return text.length() > Inspector.MOST;
  }

  /** Whatever the object does, something is shown and what comes after it too. */
  private void append(@Nullable Object object) {
    int before = depth;
    try {
      if (!isFull()) {
        show(object);
      }
    } catch (Throwable broken) {
      depth = before;
      text.append("(cannot be shown: ").append(broken.getClass().getName()).append(')');
    }
  }

  private void show(@Nullable Object object) {
    switch (object) {
      case null -> text.append("null");
      case String string -> text.append(inspector.text(string, Inspector.TEXT));
      case StringBuilder builder -> showStart(builder, builder.length());
      case Boolean truth -> text.append(truth.booleanValue());
      case Enum<?> constant -> text.append(constant.name());
      case Class<?> type -> text.append(Inspector.nameOf(type));
      case BigInteger number when number.bitLength() > MOST_BITS -> opaque(number);
      case BigDecimal number when number.unscaledValue().bitLength() > MOST_BITS -> opaque(number);
      case Throwable thrown -> showThrown(thrown);
      case Invoked call -> showInvoked(call);
      case Optional<?> optional -> showOptional(optional);
      case Map.Entry<?, ?> entry when PlainTypes.areOfJdk(entry.getClass()) -> showEntry(entry);
      case AtomicReference<?> reference -> within("AtomicReference[", "]", reference.get());
      default -> showBySort(object);
    }
  }

  private void showBySort(Object object) {
    if (PlainTypes.contain(object.getClass()) || inspector.showsItself(object)) {
      text.append(inspector.text(object.toString(), Inspector.TEXT));
    } else if (object.getClass().isArray()) {
      showArray(object);
    } else if (object instanceof Record) {
      showRecord(object);
    } else if (PlainTypes.areOfJdk(object.getClass()) && object instanceof Collection<?> all) {
      nested("[", "]", () -> showElements(all.iterator()));
    } else if (PlainTypes.areOfJdk(object.getClass()) && object instanceof Map<?, ?> map) {
      nested("{", "}", () -> showEntries(map));
    } else {
      opaque(object);
    }
  }

  /** An object of which only its type is known to be harmless. */
  private void opaque(Object object) {
    text.append(Inspector.simpleNameOf(object.getClass())).append("(…)");
  }

  private void showStart(CharSequence sequence, int length) {
    int end = Math.min(length, 2 * Inspector.TEXT + 1);
    text.append(inspector.text(sequence.subSequence(0, end).toString(), Inspector.TEXT));
  }

  private void showThrown(Throwable thrown) {
    text.append(new ThrownReader(inspector).words(thrown));
  }

  private void showOptional(Optional<?> optional) {
    if (optional.isEmpty()) {
      text.append("Optional.empty");
    } else {
      within("Optional[", "]", optional.get());
    }
  }

  private void within(String open, String close, @Nullable Object content) {
    nested(open, close, () -> append(content));
  }

  private void nested(String open, String close, Runnable content) {
    text.append(open);
    if (depth == Inspector.DEPTH) {
      text.append('…');
    } else {
      depth++;
      content.run();
      depth--;
    }
    text.append(close);
  }

  private void showRecord(Object object) {
    List<Field> fields = RecordFields.of(object.getClass());
    if (fields == null) {
      opaque(object);
      return;
    }
    String open = Inspector.simpleNameOf(object.getClass()) + "[";
    nested(open, "]", () -> some(fields.iterator(), field -> showField(object, field)));
  }

  private void showField(Object object, Field field) {
    text.append(field.getName()).append('=');
    showUnless(inspector.hides(field.getName()), () -> RecordFields.get(object, field));
  }

  private void showInvoked(Invoked call) {
    Iterator<Integer> arguments = IntStream.range(0, call.argumentCount()).iterator();
    nested(call.method() + "(", ")", () -> some(arguments, index -> showArgument(call, index)));
  }

  private void showArgument(Invoked call, int index) {
    String parameter = call.parameter(index);
    showUnless(parameter != null && inspector.hides(parameter), () -> call.argument(index));
  }

  private void showUnless(boolean hidden, Supplier<@Nullable Object> value) {
    if (hidden) {
      text.append(Redactor.MASK);
    } else {
      append(value.get());
    }
  }

  private void showElements(Iterator<?> elements) {
    some(elements, this::append);
  }

  private void showEntries(Map<?, ?> map) {
    some(map.entrySet().iterator(), this::showEntry);
  }

  private void showEntry(Map.Entry<?, ?> entry) {
    Object key = entry.getKey();
    int start = text.length();
    append(key);
    String name = text.substring(start);
    text.append('=');
    boolean named = key instanceof CharSequence || key instanceof Enum<?>;
    showUnless(named && inspector.hides(name), entry::getValue);
  }

  /** Arrays of bytes and characters are keys and passwords more often than anything to read. */
  private void showArray(Object array) {
    Class<?> of = array.getClass().getComponentType();
    int length = Array.getLength(array);
    if (of == byte.class || of == char.class) {
      text.append(of.getName()).append('[').append(length).append(']');
    } else {
      nested("[", "]", () -> showElements(new ArrayElements(array, length)));
    }
  }

  private <T> void some(Iterator<T> all, Consumer<? super T> show) {
    for (int i = 0; all.hasNext() && !isFull(); i++) {
      text.append(i == 0 ? "" : ", ");
      if (i == Inspector.BREADTH) {
        text.append('…');
        return;
      }
      show.accept(all.next());
    }
  }

  /** The elements of an array of whatever type. */
  private static final class ArrayElements implements Iterator<@Nullable Object> {

    private final Object array;
    private final int length;
    private int next;

    ArrayElements(Object array, int length) {
      this.array = array;
      this.length = length;
    }

    @Override
    public boolean hasNext() {
      return next < length;
    }

    @Override
    public @Nullable Object next() {
      return Array.get(array, next++);
    }
  }
}
