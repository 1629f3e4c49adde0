package dev.dream.process;

import dev.dream.process.ContextPropagation.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each call, cast and other message of servers: of the client's part before it is sent,
 * and of the server's before a callback takes it. The engine has none by itself, and then asks
 * nobody.
 *
 * <p>Any thread; must not block. What it throws is logged, the first time, and does no harm.
 */
public interface MessageObserver {

  /**
   * A message, and the server that it is for.
   *
   * @param kind what is done with it
   * @param message what was sent
   * @param type its type, or the method of a service
   * @param server where it is, or will be
   * @param module what kind of process the server is; null if there is none
   */
  record Subject(
      MessageKind kind, Object message, String type, Address server, @Nullable String module) {}

  /**
   * Returns whether it wants to hear of what the calling thread is about to send. Asked first,
   * since to say what it is costs more than to be told that nobody wants to know.
   */
  default boolean wantsSending(MessageKind kind) {
    return true;
  }

  /** Returns whether it wants to hear of what the server on the calling thread is about to take. */
  default boolean wantsHandling() {
    return true;
  }

  /**
   * Hears that a client is about to call, or to cast.
   *
   * @return who hears how that ends; null: nobody
   */
  @Nullable Observed sending(Subject subject);

  /**
   * Hears that a server is about to take a message, in the context that came along with that, on
   * the server's thread.
   *
   * @return who hears how that ends; null: nobody
   */
  @Nullable Observed handling(Subject subject);

  /** One thing that is done. */
  interface Observed {

    /** Puts something in place on the calling thread while it is done, or while it is sent. */
    Scope open();

    /**
     * Hears its end, once: of a call with the answer, of a cast when it is sent, of a message when
     * the callback has returned.
     *
     * @param failure what was thrown instead, or what a call's future fails with; or null
     */
    void ended(@Nullable Throwable failure);
  }
}
