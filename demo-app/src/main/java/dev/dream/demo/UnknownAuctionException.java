package dev.dream.demo;

/** No auction has this number. */
final class UnknownAuctionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownAuctionException(long id) {
    super("there is no auction " + id);
  }
}
