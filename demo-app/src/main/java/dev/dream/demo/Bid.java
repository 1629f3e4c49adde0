package dev.dream.demo;

import java.time.Instant;

/**
 * A bid that was accepted.
 *
 * @param bidder who made it
 * @param amount of how much
 * @param placedAt when
 */
record Bid(String bidder, Money amount, Instant placedAt) {}
