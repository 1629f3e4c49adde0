package dev.dream.demo;

import dev.dream.process.ExitException;
import dev.dream.process.ExitReason;

/** An auction cannot be found for the moment: the registry of auctions is being restarted. */
final class AuctionAwayException extends ExitException {

  private static final long serialVersionUID = 1L;

  AuctionAwayException(long id, IllegalArgumentException noRegistry) {
    super("auction " + id + " is away: " + noRegistry.getMessage(), ExitReason.NOPROC);
    addSuppressed(noRegistry);
  }
}
