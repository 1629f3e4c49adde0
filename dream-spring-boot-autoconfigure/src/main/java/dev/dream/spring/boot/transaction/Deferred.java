package dev.dream.spring.boot.transaction;

import java.util.function.Supplier;

/**
 * What is to be done after a commit.
 *
 * @param what says so, for the log: bounded and without secrets
 */
record Deferred(Runnable action, Supplier<String> what) {

  @Override
  public String toString() {
    return what.get();
  }
}
