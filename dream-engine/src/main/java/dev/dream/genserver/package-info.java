/**
 * Servers with typed requests: state, callbacks, call and cast. Built on {@code dev.dream.process}
 * and on nothing else of the engine.
 */
package dev.dream.genserver;
