package dev.dream.process;

import org.jspecify.annotations.Nullable;

/** What those who trace a process hear of it. Erlang: a system event. */
public sealed interface SystemEvent {

  /** Returns the traced process. */
  Pid process();

  /**
   * It has taken a message and is about to handle it.
   *
   * @param process who
   * @param message what
   */
  record In(Pid process, Object message) implements SystemEvent {}

  /**
   * It has replied.
   *
   * @param process who
   * @param to the caller, or null if that is an ordinary thread
   * @param answer what
   */
  record Out(Pid process, @Nullable Pid to, @Nullable Object answer) implements SystemEvent {}

  /**
   * It has handled a message and waits for the next.
   *
   * @param process who
   * @param state its state, as {@link Callbacks#formatStatus} shows it
   */
  record Handled(Pid process, @Nullable Object state) implements SystemEvent {}
}
