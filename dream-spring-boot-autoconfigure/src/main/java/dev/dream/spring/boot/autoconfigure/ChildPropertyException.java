package dev.dream.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/** A property below {@code dream.children} cannot be applied to the child that it is for. */
public final class ChildPropertyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String property;
  private final String target;
  private final @Nullable String bean;
  private final String reason;
  private final String action;

  ChildPropertyException(ChildPlace place, String property, String reason, String action) {
    super("apply %s to %s failed: %s".formatted(property, place.shown(), reason));
    this.property = property;
    this.target = place.shown();
    this.bean = place.bean();
    this.reason = reason;
    this.action = action;
  }

  /** Returns the whole name of the property. */
  public String property() {
    return property;
  }

  /** Returns the child or supervisor that it is for, in words. */
  public String target() {
    return target;
  }

  /** Returns the name of the bean that specifies the child; null for the root supervisor. */
  public @Nullable String bean() {
    return bean;
  }

  /** Returns why it does not fit. */
  public String reason() {
    return reason;
  }

  /** Returns what to do. */
  public String action() {
    return action;
  }
}
