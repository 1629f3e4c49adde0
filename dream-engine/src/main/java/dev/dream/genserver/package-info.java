/**
 * Servers with typed requests: state, callbacks, call and cast; and what other kinds of servers are
 * built on, {@code Server} and {@code ServerLoop}. Uses {@code dev.dream.process} and nothing else
 * of the engine.
 */
@NullMarked
package dev.dream.genserver;

import org.jspecify.annotations.NullMarked;
