package dev.dream.genserver;

/**
 * A message to a server that nobody waits for. Best a record.
 *
 * @param <G> the server
 */
public interface Cast<G> {}
