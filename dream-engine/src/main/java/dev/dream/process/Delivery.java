package dev.dream.process;

/** What became of a message on its way into a mailbox. */
public sealed interface Delivery {

  /** It waits in the mailbox; or a {@link Faults fault} took it on its way. */
  record Delivered() implements Delivery {}

  /** Nobody is at the address. */
  record Nobody() implements Delivery {}

  /**
   * Too many messages waited already.
   *
   * @param overload how many, and for how long
   */
  record Refused(Overload overload) implements Delivery {}

  /** Too many messages waited already, and this is of a type that is dropped then. */
  record Dropped() implements Delivery {}

  /** The engine is being shut down and takes no messages from outside any more. */
  record ShuttingDown() implements Delivery {}

  /** It waits in the mailbox. */
  Delivery DELIVERED = new Delivered();

  /** Nobody is at the address. */
  Delivery NOBODY = new Nobody();

  /** It was dropped. */
  Delivery DROPPED = new Dropped();

  /** It came too late. */
  Delivery SHUTTING_DOWN = new ShuttingDown();
}
