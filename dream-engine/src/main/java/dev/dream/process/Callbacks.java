package dev.dream.process;

import java.util.Optional;

/**
 * The code of a callback process: it holds no thread while no message waits. One callback runs at a
 * time, on any of the engine's threads, and sees what the one before wrote. It may block. Whatever
 * a callback throws ends the process; to end it in order, throw {@link ExitException} or call
 * {@link Processes#exit(ExitReason)}.
 */
public interface Callbacks {

  /** Runs once, before any message. */
  void begin() throws Exception;

  /** Takes one message or signal. */
  void handle(Object message) throws Exception;

  /** Returns what kind of process it is, for lists and metrics. Called from any thread. */
  default String module() {
    return Wording.typeOf(this);
  }

  /** Returns what upper layers show of it, if anything. Called from any thread. */
  default Optional<Object> observe() {
    return Optional.empty();
  }

  /** Returns what a message is to be called in reports and the process list. */
  default Object unwrap(Object message) {
    return message;
  }
}
