package dev.dream.process;

/**
 * What a process can be registered under: a {@link Name} of the engine, or one that somebody else
 * keeps. Elixir: {@code GenServer.name()}.
 */
public sealed interface ProcessName extends Address permits Name, Via {}
