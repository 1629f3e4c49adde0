package dev.dream.process;

import org.jspecify.annotations.Nullable;

/**
 * What goes with a message from the thread that sends it to the callback that handles it, without
 * being part of it: a trace, a logging context, a tenant, a locale. The engine asks for it wherever
 * something sets off something later: a message, a timer, the start of a process, a callback of a
 * future. A server's callbacks run with what their message brought, a process that is spawned with
 * code of its own with what its spawner had, as long as it lives.
 *
 * <p>The engine has none by itself. Any thread; none of its methods may throw or block.
 */
@FunctionalInterface
public interface ContextPropagation {

  /** Returns what the calling thread has; null if it has nothing that is to go along. */
  @Nullable Snapshot capture();

  /** What a thread had. Immutable; may be used many times, and on many threads. */
  @FunctionalInterface
  interface Snapshot {

    /** Puts it in place on the calling thread, instead of what that has. */
    Scope open();
  }

  /** What is in place on one thread, until it is closed there. */
  @FunctionalInterface
  interface Scope extends AutoCloseable {

    /** Puts back what was there before. */
    @Override
    void close();
  }
}
