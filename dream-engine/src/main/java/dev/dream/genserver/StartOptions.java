package dev.dream.genserver;

import dev.dream.process.Processes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to start a server.
 *
 * @param name the name to register it under before {@code init} runs, or null
 * @param timeout how long {@code init} may take before the server is killed
 */
public record StartOptions(@Nullable String name, Duration timeout) {

  /** No name, and all the time it needs. */
  public static final StartOptions DEFAULT = new StartOptions(null, Processes.INFINITY);

  /** Returns options with a name to register. */
  public static StartOptions named(String name) {
    return DEFAULT.name(name);
  }

  /** Returns these options with a name to register. */
  public StartOptions name(@Nullable String newName) {
    return new StartOptions(newName, timeout);
  }

  /** Returns these options with a limit for {@code init}. */
  public StartOptions timeout(Duration newTimeout) {
    return new StartOptions(name, newTimeout);
  }
}
