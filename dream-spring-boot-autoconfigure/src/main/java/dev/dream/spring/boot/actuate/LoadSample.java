package dev.dream.spring.boot.actuate;

import java.time.Instant;

/**
 * What an engine did in about a second.
 *
 * @param number which second, since the application began
 * @param at when it ended
 * @param millis how long it was in fact
 * @param processes how many processes there were at its end
 * @param runQueue how many of them waited for their turn then
 * @param busy how many ran then
 * @param messages how many messages were taken in it
 * @param mailboxMillis how long a sample of these had waited, on average
 * @param mailboxMaxMillis how long the one of that sample had waited which waited longest
 * @param spawned how many processes were started
 * @param crashes how many ended abnormally
 * @param restarts how many children were restarted
 * @param deadLetters how many messages reached nobody
 */
public record LoadSample(
    long number,
    Instant at,
    long millis,
    int processes,
    int runQueue,
    int busy,
    long messages,
    double mailboxMillis,
    double mailboxMaxMillis,
    long spawned,
    long crashes,
    long restarts,
    long deadLetters) {}
