package dev.dream.process;

/**
 * Whom a message is for: a {@link Pid}, a name that is looked up each time, or an {@link Alias}.
 */
public sealed interface Address permits Pid, ProcessName, Alias {}
