package dev.dream.process;

/**
 * The answer to a system request that could not be done. The process goes on as it was.
 *
 * @param cause why
 */
public record SystemFailure(Throwable cause) {}
