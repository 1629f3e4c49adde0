package dev.dream.process;

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

  /** Returns what a message is to be called in reports and the process list. */
  default Object unwrap(Object message) {
    return message;
  }
}
