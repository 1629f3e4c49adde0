/**
 * Servers with typed requests: state, callbacks, call and cast. Built on {@code dev.dream.process}
 * and on nothing else of the engine.
 */
@NullMarked
package dev.dream.genserver;

import org.jspecify.annotations.NullMarked;
