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
 * @param idleTimeout how long it may be idle before it stops, with reason normal; null: for ever
 */
public record StartOptions(
    @Nullable ProcessName name,
    Duration timeout,
    @Nullable Mailbox mailbox,
    @Nullable Duration callbackLimit,
    @Nullable Duration idleTimeout) {

  /** No name, and all the time it needs. */
  public static final StartOptions DEFAULT =
      new StartOptions(null, Processes.INFINITY, null, null, null);

  /** Refuses impossible values. */
  public StartOptions {
    checkPositive("callback limit", callbackLimit);
    checkPositive("idle timeout", idleTimeout);
  }

  private static void checkPositive(String what, @Nullable Duration limit) {
    if (limit != null && !limit.isPositive()) {
      throw new IllegalArgumentException("the " + what + " must be positive, but was " + limit);
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
    return new StartOptions(newName, timeout, mailbox, callbackLimit, idleTimeout);
  }

  /** Returns these options without a name. */
  public StartOptions unnamed() {
    return new StartOptions(null, timeout, mailbox, callbackLimit, idleTimeout);
  }

  /** Returns these options with a limit for {@code init}. */
  public StartOptions timeout(Duration newTimeout) {
    return new StartOptions(name, newTimeout, mailbox, callbackLimit, idleTimeout);
  }

  /** Returns these options with a limit for the messages that may wait. */
  public StartOptions mailbox(Mailbox limits) {
    return new StartOptions(name, timeout, limits, callbackLimit, idleTimeout);
  }

  /** Returns these options with a limit for callbacks, after which an alarm is raised. */
  public StartOptions callbackLimit(Duration limit) {
    return new StartOptions(name, timeout, mailbox, limit, idleTimeout);
  }

  /**
   * Returns these options with a limit for idleness: once the server has taken no message for so
   * long, none waits for it, none is put off, and it owes nobody an answer, it stops with reason
   * normal, as if by itself. A message that comes in this moment comes before or after, and in the
   * latter case finds nobody; clients of {@code dev.dream.keyed} then start another.
   *
   * <p>What others see of it by the engine's means, such as its state, does not keep it alive, nor
   * do its timers: they end with it. While suspended it does not stop.
   */
  public StartOptions idleTimeout(@Nullable Duration limit) {
    return new StartOptions(name, timeout, mailbox, callbackLimit, limit);
  }
}
