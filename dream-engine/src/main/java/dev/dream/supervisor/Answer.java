package dev.dream.supervisor;

import dev.dream.supervisor.ChildException.Refusal;

/** What a supervisor answers: what was asked for, or a refusal, which the client throws. */
sealed interface Answer<R> {

  /** Returns what was asked for. */
  R or(String request);

  record Done<R>(R value) implements Answer<R> {
    @Override
    public R or(String request) {
      return value;
    }
  }

  record Refused<R>(Refusal refusal, String why) implements Answer<R> {

    Refused(Refusal refusal) {
      this(refusal, refusal.words());
    }

    @Override
    public R or(String request) {
      throw new ChildException(request, refusal, why);
    }
  }
}
