package dev.dream.genserver;

import dev.dream.process.Mailbox;
import dev.dream.process.Name;
import dev.dream.process.ProcessName;
import dev.dream.process.Processes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to start a server.
 *
 * @param name the name to register it under before {@code init} runs, or null
 * @param timeout how long {@code init} may take before the server is killed
 * @param mailbox how many messages may wait for it; null: as the engine says
 * @param callbackLimit how long one of its callbacks may run, waiting included, before an alarm is
 *     raised; null: as its {@link Server#callbackLimit} says, or the engine
 */
public record StartOptions(
    @Nullable ProcessName name,
    Duration timeout,
    @Nullable Mailbox mailbox,
    @Nullable Duration callbackLimit) {

  /** No name, and all the time it needs. */
  public static final StartOptions DEFAULT = new StartOptions(null, Processes.INFINITY, null, null);

  /** Refuses impossible values. */
  public StartOptions {
    if (callbackLimit != null && !callbackLimit.isPositive()) {
      throw new IllegalArgumentException(
          "the callback limit must be positive, but was " + callbackLimit);
    }
  }

  /** Returns options with a name to register. */
  public static StartOptions named(String name) {
    return named(new Name(name));
  }

  /** Returns options with a name to register, which may be kept by a registry. */
  public static StartOptions named(ProcessName name) {
    return DEFAULT.name(name);
  }

  /** Returns these options with a name to register. */
  public StartOptions name(String newName) {
    return name(new Name(newName));
  }

  /** Returns these options with a name to register. */
  public StartOptions name(ProcessName newName) {
    return new StartOptions(newName, timeout, mailbox, callbackLimit);
  }

  /** Returns these options without a name. */
  public StartOptions unnamed() {
    return new StartOptions(null, timeout, mailbox, callbackLimit);
  }

  /** Returns these options with a limit for {@code init}. */
  public StartOptions timeout(Duration newTimeout) {
    return new StartOptions(name, newTimeout, mailbox, callbackLimit);
  }

  /** Returns these options with a limit for the messages that may wait. */
  public StartOptions mailbox(Mailbox limits) {
    return new StartOptions(name, timeout, limits, callbackLimit);
  }

  /** Returns these options with a limit for callbacks, after which an alarm is raised. */
  public StartOptions callbackLimit(Duration limit) {
    return new StartOptions(name, timeout, mailbox, limit);
  }
}
