package dev.dream.supervisor;

import dev.dream.supervisor.ChildException.Refusal;

/** What a supervisor answers: what was asked for, or a refusal, which the client throws. */
sealed interface Answer<R> {

  /** Returns what was asked for. */
  R or(String operation, String id);

  record Done<R>(R value) implements Answer<R> {
    @Override
    public R or(String operation, String id) {
      return value;
    }
  }

  record Refused<R>(Refusal refusal) implements Answer<R> {
    @Override
    public R or(String operation, String id) {
      throw new ChildException(operation, id, refusal);
    }
  }
}
