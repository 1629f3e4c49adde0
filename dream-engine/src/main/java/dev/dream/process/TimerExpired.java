package dev.dream.process;

/**
 * What {@code startTimer} brings when its time has come. Erlang: {@code {timeout, Ref, Msg}}.
 *
 * @param timer what {@code startTimer} returned
 * @param message what was to be sent
 */
public record TimerExpired(TimerRef timer, Object message) implements Signal {}
