package dev.dream.spring.boot.observation;

import dev.dream.genserver.CallException;
import dev.dream.process.MessageObserver.Subject;
import io.micrometer.observation.Observation;
import java.util.Locale;

/** What is known of a message that is observed, for conventions and handlers. */
public sealed class MessageContext extends Observation.Context {

  private final Subject subject;

  private MessageContext(Subject subject) {
    this.subject = subject;
  }

  /** A call, from its client's side. */
  public static final class OfCall extends MessageContext {

    /** Creates the context of a call that is about to be made. */
    public OfCall(Subject subject) {
      super(subject);
    }
  }

  /** A cast, from its client's side. */
  public static final class OfCast extends MessageContext {

    /** Creates the context of a cast that is about to be made. */
    public OfCast(Subject subject) {
      super(subject);
    }
  }

  /** The handling of a message, by its server. */
  public static final class OfProcess extends MessageContext {

    /** Creates the context of a message that a server is about to take. */
    public OfProcess(Subject subject) {
      super(subject);
    }
  }

  /** Returns the message, and the server that it is for. */
  public Subject subject() {
    return subject;
  }

  /**
   * Returns how it went: {@code ok}; {@code timeout}, {@code noproc}, {@code overloaded} or, for
   * any other end of the server, {@code exit}; {@code error} for all else that was thrown.
   */
  public String outcome() {
    return switch (getError()) {
      case null -> "ok";
      case Throwable _ when this instanceof OfProcess -> "error"; // also a call of its own
      case CallException failed -> failed.outcome().name().toLowerCase(Locale.ROOT);
      default -> "error";
    };
  }
}
