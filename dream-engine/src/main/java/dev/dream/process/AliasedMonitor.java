package dev.dream.process;

/**
 * A monitor and the alias that goes with it.
 *
 * @param ref what the {@link Down} will bear
 * @param alias where the monitored process may answer
 */
public record AliasedMonitor(Ref ref, Alias alias) {}
