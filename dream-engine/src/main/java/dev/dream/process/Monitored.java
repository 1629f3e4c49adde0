package dev.dream.process;

/**
 * A process that was monitored before it ran.
 *
 * @param pid the process
 * @param ref what its {@link Down} will bear
 */
public record Monitored(Pid pid, Ref ref) {}
