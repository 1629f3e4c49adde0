package dev.dream.inspect;

import org.jspecify.annotations.Nullable;

/** A message that stands for the call of a method, and is shown as one: {@code add(5)}. */
public interface Invoked {

  /** Returns the method's name. */
  String method();

  /** Returns how many arguments there are. */
  int argumentCount();

  /** Returns the name of a parameter, or null if it is not known. */
  @Nullable String parameter(int index);

  /** Returns an argument. */
  @Nullable Object argument(int index);
}
