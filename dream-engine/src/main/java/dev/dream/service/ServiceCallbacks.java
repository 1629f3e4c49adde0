package dev.dream.service;

import dev.dream.process.ExitReason;
import dev.dream.process.Status;

/** What the implementation of a {@link Service} may do besides: each is an interface of its own. */
public final class ServiceCallbacks {

  private ServiceCallbacks() {}

  /** Is told when it starts. */
  public interface Init {

    /**
     * Prepares, in the process and before any message; the starter waits. What it throws makes the
     * start fail. To trap exits, or to start timers, is possible from here on. Elixir: {@code
     * init/1}.
     */
    void init() throws Exception;
  }

  /** Has more to prepare than its starter should wait for. */
  public interface HandleContinue {

    /** Goes on after {@code init}, before any message. Elixir: {@code handle_continue/2}. */
    void handleContinue() throws Exception;
  }

  /** Takes messages that are no method of the interface. */
  public interface HandleInfo {

    /**
     * Takes a plain message, an {@code Exit}, a {@code Down}, a timer's message. Elixir: {@code
     * handle_info/2}.
     */
    void handleInfo(Object message) throws Exception;
  }

  /** Cleans up. */
  public interface Terminate {

    /** Cleans up before an orderly end. Elixir: {@code terminate/2}, with its rules. */
    void terminate(ExitReason reason) throws Exception;
  }

  /** Says what reports show of it. */
  public interface FormatStatus {

    /** Returns what reports are to show. Erlang: {@code format_status/1}. */
    Status formatStatus(Status status);
  }
}
