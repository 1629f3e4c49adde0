package dev.dream.process;

/** The name belongs to another process. Erlang: {@code already_started}, {@code badarg}. */
public final class NameTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Pid holder;

  /** Creates it for a name and who has it. */
  public NameTakenException(ProcessName name, Pid holder) {
    super(
        "register %s failed: %s has that name; unregister it first or choose another"
            .formatted(name, holder));
    this.holder = holder;
  }

  /** Returns who has the name. */
  public Pid holder() {
    return holder;
  }
}
