package dev.dream.process;

/**
 * What the engine itself puts into a mailbox. Users take signals out and match on them, but cannot
 * send them: {@code send} refuses a signal, so a death notice cannot be forged.
 */
public sealed interface Signal extends EngineMessage permits Exit, Down, Timeout, TimerExpired {}
