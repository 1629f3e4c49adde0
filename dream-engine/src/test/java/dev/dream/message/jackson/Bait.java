package dev.dream.message.jackson;

/** What nobody uses; only malformed messages name it. */
final class Bait {

  private Bait() {}
}
