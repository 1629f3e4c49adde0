package dev.dream.process;

import java.time.Duration;

/**
 * What happens to messages on their way, for tests of what must not depend on luck: each may be
 * lost, or late. Set by {@link Kernel#injectFaults}; of a node without faults nothing changes.
 *
 * <p>They meet what somebody sends: messages, casts and calls. Signals, replies, timers and what
 * the engine and its layers tell each other are never touched.
 */
@FunctionalInterface
public interface Faults {

  /**
   * Decides about one message, on its sender's thread, before it enters the mailbox. Must neither
   * wait nor send nor throw.
   *
   * @param to whose mailbox
   * @param message what was sent, without what an upper layer wrapped around it
   */
  Fault meet(Pid to, Object message);

  /** What happens to one message. */
  sealed interface Fault {

    /** Nothing: it arrives. */
    record None() implements Fault {}

    /**
     * It does not arrive, and its sender does not know: it is a dead letter, and a caller waits in
     * vain.
     */
    record Lost() implements Fault {}

    /**
     * It arrives later, perhaps after others that were sent later: the order between two processes
     * is broken on purpose. When it is due its receiver may have ended or have no room any more,
     * and its sender will not be told; nor if the engine is closed before.
     *
     * @param delay by how much
     */
    record Late(Duration delay) implements Fault {

      /** Refuses negative delays. */
      public Late {
        if (delay.isNegative()) {
          throw new IllegalArgumentException(
              "a message's delay must not be negative, but was " + delay);
        }
      }
    }

    /** Nothing happens. */
    Fault NONE = new None();

    /** It is lost. */
    Fault LOST = new Lost();
  }
}
