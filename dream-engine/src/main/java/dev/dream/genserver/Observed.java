package dev.dream.genserver;

import java.util.Optional;

/** A server of which something can be seen from outside without asking it. */
public interface Observed {

  /** Returns what can be seen now. Called from any thread, while callbacks run. */
  Optional<Object> observe();
}
