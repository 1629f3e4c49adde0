package dev.dream.process;

/**
 * Which engine a process lives in.
 *
 * @param name the engine's name
 * @param incarnation tells two engines of the same name apart (Erlang: creation)
 */
public record NodeId(String name, int incarnation) {}
