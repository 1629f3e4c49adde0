package dev.dream.process;

/**
 * No message came in time: what {@code receive(timeout)} returns and a GenServer's timeout brings.
 */
public record Timeout() implements Signal {}
