package dev.dream.supervisor;

/** Two children of one supervisor have the same id. Erlang: {@code duplicate_child_name}. */
public final class DuplicateChildException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String id;

  DuplicateChildException(String id) {
    super("two children of one supervisor have the id \"%s\"; ids must differ".formatted(id));
    this.id = id;
  }

  /** Returns the id. */
  public String id() {
    return id;
  }
}
