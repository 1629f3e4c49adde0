package dev.dream.process;

/**
 * Whom a message is for: a {@link Pid}, or a registered {@link Name} that is looked up each time.
 */
public sealed interface Address permits Pid, Name {}
