/**
 * Registries: keys that lead to processes, with a value for each, gone with the process. A registry
 * is a server, so this stands on {@code dev.dream.process} and {@code dev.dream.genserver}, and on
 * {@code dev.dream.supervisor} for its specification as a child; nothing in the engine needs it,
 * for names kept here are {@link dev.dream.process.Via}s to all others.
 */
@NullMarked
package dev.dream.registry;

import org.jspecify.annotations.NullMarked;
