package dev.dream.statem;

/** Which timeout; of each type one runs at most. Erlang: {@code timeout_event_type()}. */
public sealed interface TimeoutType {

  /** The one that a state change cancels. */
  TimeoutType STATE = new State();

  /** The one that any event cancels. */
  TimeoutType EVENT = new Event();

  /** Of {@link #STATE}. */
  record State() implements TimeoutType {}

  /** Of {@link #EVENT}. */
  record Event() implements TimeoutType {}

  /**
   * One of any number that only the machine cancels.
   *
   * @param name which, by {@code equals}
   */
  record Named(Object name) implements TimeoutType {}
}
