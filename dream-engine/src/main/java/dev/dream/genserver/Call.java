package dev.dream.genserver;

/**
 * A request that waits for an answer. Its type names the server that takes it and the answer that
 * comes back, so that a foreign request or a wrong answer does not compile. Best a record.
 *
 * @param <G> the server
 * @param <R> the answer
 */
public interface Call<G, R> {}
