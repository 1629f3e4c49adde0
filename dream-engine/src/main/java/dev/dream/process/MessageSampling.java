package dev.dream.process;

/**
 * Hears how long a few of the messages of callback processes waited and took: the first that a
 * worker takes in each 32nd of its turns. To time each would cost as much as a message.
 *
 * <p>On the thread of the process; must not block, nor throw.
 */
@FunctionalInterface
public interface MessageSampling {

  /**
   * Hears of one that has been taken, whether its callback returned or threw.
   *
   * @param module the process's kind
   * @param kind how it was taken
   * @param waitedNanos how long it was in the mailbox, to about a millisecond
   * @param tookNanos how long the callback ran, waiting included
   */
  void sampled(String module, MessageKind kind, long waitedNanos, long tookNanos);
}
