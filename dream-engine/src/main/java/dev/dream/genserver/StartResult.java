package dev.dream.genserver;

import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a start ended. Erlang: {@code {ok, Pid} | ignore | {error, …}}. */
public sealed interface StartResult {

  /**
   * It runs.
   *
   * @param pid the new process
   */
  record Started(Pid pid) implements StartResult {}

  /** {@code init} answered {@code ignore}: there is no process, and that is fine. */
  record Ignored() implements StartResult {}

  /**
   * The name belongs to another process; {@code init} did not run.
   *
   * @param pid who has it
   */
  record AlreadyStarted(Pid pid) implements StartResult {}

  /**
   * The start failed; nothing of it is left.
   *
   * @param reason why: of {@code init}, or timeout
   * @param lateInit what is known of an {@code init} that took too long, or null if it did not
   */
  record Failed(ExitReason reason, @Nullable LateInit lateInit) implements StartResult {

    /** Creates it for any other reason than an {@code init} that took too long. */
    public Failed(ExitReason reason) {
      this(reason, null);
    }

    /** Returns the reason in words, with all that is known. */
    public String why() {
      return lateInit == null ? reason.toString() : lateInit.toString();
    }
  }

  /** Returns whether there is no process although one was wanted. */
  default boolean hasFailed() {
    return switch (this) {
      case Started _, Ignored _ -> false;
      case AlreadyStarted _, Failed _ -> true;
    };
  }

  /** Returns the new process, if one was started. */
  default Optional<Pid> started() {
    return this instanceof Started(Pid pid) ? Optional.of(pid) : Optional.empty();
  }
}
