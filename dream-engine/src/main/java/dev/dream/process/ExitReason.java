package dev.dream.process;

import org.jspecify.annotations.Nullable;

/**
 * Why a process ended, or why a signal asks it to.
 *
 * <p>Erlang takes any term; here the set is closed. What Erlang spells {@code normal}, {@code
 * shutdown}, {@code kill} and so on are the {@link Plain} reasons; {@code {shutdown, Term}} is
 * {@link Shutdown}; everything else is a {@link Failure}.
 *
 * <p>No default methods: with one, {@link Plain} could not be initialized before this interface,
 * whose constants it provides.
 */
public sealed interface ExitReason {

  /** Ended of its own will. Does not harm linked processes. */
  ExitReason NORMAL = Plain.NORMAL;

  /** Ended because its supervisor, or whoever is in charge, said so. */
  ExitReason SHUTDOWN = Plain.SHUTDOWN;

  /**
   * As an exit <em>signal</em>: the order that cannot be trapped; the victim ends as {@link
   * #KILLED}. As the reason of a process's own exit, a reason like any other.
   */
  ExitReason KILL = Plain.KILL;

  /** Ended by the order {@link #KILL}. As a signal of its own it can be trapped. */
  ExitReason KILLED = Plain.KILLED;

  /** There is no such process. */
  ExitReason NOPROC = Plain.NOPROC;

  /** The node of the process is out of reach. */
  ExitReason NOCONNECTION = Plain.NOCONNECTION;

  /** Waited too long. */
  ExitReason TIMEOUT = Plain.TIMEOUT;

  /** A server waited for its own answer. */
  ExitReason CALLING_SELF = Plain.CALLING_SELF;

  /** Returns the reason {@code {shutdown, detail}}: an orderly end with something to say. */
  static ExitReason shutdown(String detail) {
    return new Shutdown(detail);
  }

  /** Returns an abnormal reason. */
  static ExitReason error(String message) {
    return new Failure(message, null);
  }

  /** Returns the abnormal reason of a process whose code threw. */
  static ExitReason error(Throwable cause) {
    return new Failure(messageOf(cause), cause);
  }

  private static String messageOf(Throwable cause) {
    String type = cause.getClass().getName();
    try {
      String message = cause.getMessage();
      return message == null ? type : message;
    } catch (Throwable broken) { // the exit must go on
      return type;
    }
  }

  /**
   * Returns whether this is a crash: neither {@link #NORMAL} nor a shutdown of either kind. A
   * transient child is restarted, and a report is written, exactly when it is.
   */
  boolean isAbnormal();

  /** Returns the few words that metrics use: the plain reason's name, or shutdown, or error. */
  String kind();

  /** The reasons that say everything by their name. */
  enum Plain implements ExitReason {
    /** It has done what it was for. Links end nobody with it. */
    NORMAL("normal"),
    /** It was asked to end, as by its supervisor. */
    SHUTDOWN("shutdown"),
    /**
     * Sent by {@code exit}: it ends at once, whether it traps exits or not, with {@link #KILLED}.
     */
    KILL("kill"),
    /** It was killed. */
    KILLED("killed"),
    /** There is no such process. */
    NOPROC("noproc"),
    /** There is no way to where it is. */
    NOCONNECTION("noconnection"),
    /** An answer did not come in time. */
    TIMEOUT("timeout"),
    /** A process called itself, and would have waited for ever. */
    CALLING_SELF("calling_self");

    private final String otpName;

    Plain(String otpName) {
      this.otpName = otpName;
    }

    @Override
    public boolean isAbnormal() {
      return this != NORMAL && this != SHUTDOWN;
    }

    @Override
    public String kind() {
      return otpName;
    }

    @Override
    public String toString() {
      return otpName;
    }
  }

  /**
   * An orderly end with something to say.
   *
   * @param detail what
   */
  record Shutdown(String detail) implements ExitReason {

    @Override
    public boolean isAbnormal() {
      return false;
    }

    @Override
    public String kind() {
      return Plain.SHUTDOWN.kind();
    }

    @Override
    public String toString() {
      return "shutdown: " + detail;
    }
  }

  /**
   * A crash. Two failures are equal when their messages are: the Throwable stays in this JVM and
   * says nothing to a remote node.
   *
   * @param message what went wrong
   * @param cause what was thrown, if something was and it happened in this JVM
   */
  record Failure(String message, @Nullable Throwable cause) implements ExitReason {

    @Override
    public boolean isAbnormal() {
      return true;
    }

    @Override
    public String kind() {
      return "error";
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Failure failure && failure.message.equals(message);
    }

    @Override
    public int hashCode() {
      return message.hashCode();
    }

    @Override
    public String toString() {
      if (cause == null) {
        return "error: " + message;
      }
      String type = cause.getClass().getName();
      return message.equals(type) ? type : type + ": " + message;
    }
  }
}
