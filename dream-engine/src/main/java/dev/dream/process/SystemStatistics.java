package dev.dream.process;

import java.time.Instant;

/**
 * What a process has counted. Erlang: {@code sys:statistics/2}.
 *
 * @param since when it began
 * @param now when it was asked
 * @param messagesIn how many messages it took since then
 * @param messagesOut how many calls it answered
 */
public record SystemStatistics(Instant since, Instant now, long messagesIn, long messagesOut) {}
