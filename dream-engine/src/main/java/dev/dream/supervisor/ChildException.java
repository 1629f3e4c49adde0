package dev.dream.supervisor;

/** A supervisor refused to do something to a child. Erlang: {@code {error, Error}}. */
public final class ChildException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  ChildException(String request, Refusal refusal, String why) {
    super(request + " failed: " + why);
    this.refusal = refusal;
  }

  /** Returns why. */
  public Refusal refusal() {
    return refusal;
  }

  /** Why a supervisor refuses. */
  public enum Refusal {
    /** It has no such child. */
    NOT_FOUND("the supervisor has no such child"),
    /** The child runs. */
    RUNNING("the child runs; terminate it first"),
    /** The child is about to be started again. */
    RESTARTING("the child is being restarted; terminate it first"),
    /** There is such a child already, and it does not run. */
    ALREADY_PRESENT("there is such a child already; restart it or delete it"),
    /** The child is significant, but permanent, or its supervisor does not end with children. */
    BAD_COMBINATION("a significant child is not permanent, and its supervisor ends with children"),
    /** The supervisor has as many children as it may have. */
    MAX_CHILDREN("the supervisor has as many children as it may have");

    private final String words;

    Refusal(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
