package dev.dream.genserver;

import dev.dream.process.Overload;

/** How a cast that was tried went. */
public sealed interface CastOutcome {

  /** It waits in the server's mailbox. */
  record Sent() implements CastOutcome {}

  /** There is no such server. */
  record Nobody() implements CastOutcome {}

  /**
   * Too many messages waited for the server already; nothing was sent.
   *
   * @param overload how many, and for how long
   */
  record Overloaded(Overload overload) implements CastOutcome {}

  /** Too many messages waited for the server already, and those of this type are dropped then. */
  record Dropped() implements CastOutcome {}

  /** The engine is being shut down and takes nothing from outside any more. */
  record ShuttingDown() implements CastOutcome {}
}
